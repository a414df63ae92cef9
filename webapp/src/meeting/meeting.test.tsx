import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { open } from "../test/open";
import { ada, ok, refused, serve, signedInAs } from "../test/server";
import { calendarLinks } from "./links";

const schedule = { startsAt: "2126-03-25T15:00:00+01:00", endsAt: "2126-03-25T16:00:00+01:00", next: "2126-03-25T15:00:00+01:00", duration: 60, timeZone: "Europe/Berlin", repeats: "FREQ=WEEKLY;BYDAY=MO", cancelled: false, open: false };
const room = {
  id: "r1", name: "Plans", topic: "Plans", isPrivate: false, roomType: "public", stage: false, locked: false, maxParticipants: 9, currentParticipants: 0, creator: ada, tags: [],
  video: "everyone", screen: "everyone", createdAt: "2026-01-01T00:00:00Z", participants: [], canModerate: false, schedule, attendance: { yes: 1, maybe: 0, no: 0 },
};
const nobody = { attendance: { yes: 0, maybe: 0, no: 0 }, people: { yes: [], maybe: [], no: [] } };
const atDoor = (more: object, answers: object = {}) => serve({ ...signedInAs(), "GET /api/rooms/r1": () => ok({ room: { ...room, ...more } }), "GET /api/rooms/r1/attendance": () => ok(nobody), ...answers });
const card = async () => within(await screen.findByRole("region", { name: "Meeting" }));

describe("the door of a room with a meeting", () => {
  it("says when, and lets nobody in before", async () => {
    atDoor({});
    open("/rooms/r1");
    expect(await (await card()).findByText(/Every week/)).toBeVisible();
    expect((await card()).getByText(/The doors are still shut. They open when the meeting begins/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Join" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Change or call off" })).toBeNull();
  });

  it("tells its moderators that they open it", async () => {
    atDoor({ canModerate: true, role: "host" });
    open("/rooms/r1");
    expect(await (await card()).findByText(/If you join, you open them/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Join" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Change or call off" })).toBeVisible();
  });

  it("asks whether one comes, and shows the faces of those who do", async () => {
    const yes = { attendance: { yes: 2, maybe: 0, no: 1, mine: "yes" }, people: { yes: [ada, { ...ada, id: "u2", name: "Mei Lin" }], maybe: [], no: [] } };
    let answered = false;
    const server = atDoor({}, {
      "GET /api/rooms/r1/attendance": () => ok(answered ? yes : nobody),
      "PUT /api/rooms/r1/attendance": () => {
        answered = true;
        return ok(yes);
      },
    });
    const user = open("/rooms/r1");
    await user.click(await (await card()).findByRole("radio", { name: "Yes" }));
    expect(await (await card()).findByText(`${ada.name}, Mei Lin are coming`)).toBeVisible();
    expect(server.sent("PUT /api/rooms/r1/attendance")).toEqual({ answer: "yes" });
    expect((await card()).getByRole("radio", { name: "Yes 2" })).toBeChecked();
  });

  it("says why an answer was not kept", async () => {
    atDoor({}, { "PUT /api/rooms/r1/attendance": () => refused(503, "database_unavailable") });
    const user = open("/rooms/r1");
    await user.click(await (await card()).findByRole("radio", { name: "No" }));
    expect(await (await card()).findByRole("alert")).toBeVisible();
    expect((await card()).getByRole("radio", { name: "No" })).not.toBeChecked();
  });

  it("is open again once a meeting was called off", async () => {
    atDoor({ schedule: { ...schedule, cancelled: true, open: true, next: undefined } });
    open("/rooms/r1");
    expect(await (await card()).findByText("This meeting was called off.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Join" })).toBeVisible();
    expect(screen.queryByText("Are you coming?")).toBeNull();
  });
});

describe("planning a meeting", () => {
  it("sends what was chosen, and only once it is wanted", async () => {
    const server = serve({ ...signedInAs(), "GET /api/call/stats": () => ok({ data: { limits: { mesh: 9, server: 50 } } }), "POST /api/rooms": () => ok({ room }, 201), "GET /api/rooms/r1": () => ok({ room }), "GET /api/rooms/r1/attendance": () => ok(nobody) });
    const user = open("/rooms/new");
    await user.type(await screen.findByLabelText("What is it about?"), "Plans");
    await user.click(screen.getByRole("checkbox", { name: "Plan a time" }));
    const day = screen.getByLabelText("Day");
    await user.clear(day);
    await user.click(screen.getByRole("button", { name: "Open the room" }));
    expect(day).toHaveAccessibleDescription("Please choose a day.");
    await user.type(day, "2027-03-22");
    await user.clear(screen.getByLabelText("Begins at"));
    await user.type(screen.getByLabelText("Begins at"), "15:00");
    await user.selectOptions(screen.getByLabelText("Lasts"), "1.5 hours");
    await user.selectOptions(screen.getByLabelText("Time zone"), "Europe/Berlin");
    await user.selectOptions(screen.getByLabelText("Repeats"), "Every month on the fourth Monday");
    await user.type(screen.getByLabelText("Until (optional)"), "2027-12-31");
    await user.click(screen.getByRole("button", { name: "Open the room" }));
    await card();
    expect(server.sent("POST /api/rooms")).toMatchObject({ name: "Plans", startsAt: "2027-03-22T15:00", duration: 90, timeZone: "Europe/Berlin", repeats: "FREQ=MONTHLY;BYDAY=4MO;UNTIL=20271231" });
  });

  it("changes nothing that was not touched, and calls a series off", async () => {
    const server = atDoor({ canModerate: true, role: "host" }, { "PATCH /api/rooms/r1": () => ok({ room }) });
    const user = open("/rooms/r1");
    await user.click(await screen.findByRole("button", { name: "Change or call off" }));
    await user.click(await screen.findByRole("button", { name: "Save" }));
    expect(server.asked("PATCH /api/rooms/r1")).toBe(0);
    await user.click(await screen.findByRole("button", { name: "Change or call off" }));
    await user.selectOptions(await screen.findByLabelText("Lasts"), "30 minutes");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(server.sent("PATCH /api/rooms/r1")).toEqual({ duration: 30 });
    await user.click(await screen.findByRole("button", { name: "Change or call off" }));
    await user.click(await screen.findByRole("button", { name: "Call all of them off" }));
    expect(server.sent("PATCH /api/rooms/r1")).toEqual({ cancelled: true });
  });
});

describe("calling a meeting off", () => {
  it("says why it could not be done", async () => {
    atDoor({ canModerate: true, role: "host" }, { "PATCH /api/rooms/r1": () => refused(409, "schedule_changed") });
    const user = open("/rooms/r1");
    await user.click(await screen.findByRole("button", { name: "Change or call off" }));
    await user.click(await screen.findByRole("button", { name: "Call all of them off" }));
    expect(await within(screen.getByRole("dialog")).findByRole("alert")).toBeVisible();
  });
});

describe("the pages of other calendars", () => {
  it("begin with the next meeting filled in", () => {
    const { google, outlook } = calendarLinks({ name: "Tea & talk", description: "About", schedule, room: "https://voice.example.org/rooms/r1" });
    expect(Object.fromEntries(new URL(google).searchParams)).toMatchObject({ text: "Tea & talk", dates: "21260325T140000Z/21260325T150000Z", ctz: "Europe/Berlin", recur: "RRULE:FREQ=WEEKLY;BYDAY=MO", location: "https://voice.example.org/rooms/r1" });
    expect(Object.fromEntries(new URL(outlook).searchParams)).toMatchObject({ subject: "Tea & talk", startdt: "2126-03-25T14:00:00.000Z" });
  });
});
