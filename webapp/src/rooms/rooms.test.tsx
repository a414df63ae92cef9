import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { open, standsAt, titled } from "../test/open";
import { ok, refused, serve, signedInAs } from "../test/server";

const tea = {
  id: "tea",
  name: "Tea at five",
  topic: "Tea at five",
  description: "Come as you are.",
  isPrivate: false,
  roomType: "public",
  stage: false,
  locked: false,
  maxParticipants: 3,
  currentParticipants: 3,
  creator: { id: "u2", username: "mei", name: "Mei Lin", avatar: "/api/avatars/2" },
  tags: ["tea", "calm"],
  createdAt: "2026-01-01T00:00:00Z",
};
const quiet = { ...tea, id: "quiet", name: "Quiet corner", currentParticipants: 0, tags: [], stage: true, description: undefined };

describe("the list of rooms", () => {
  it("shows what each is about, who opened it and how many are in it", async () => {
    serve({ ...signedInAs(), "GET /api/rooms": () => ok({ rooms: [tea, quiet] }) });
    open("/rooms");
    const card = (await screen.findByRole("link", { name: "Tea at five" })).closest("article");
    if (!card) throw new Error("no card");
    expect(within(card).getByText(/3 people here/)).toHaveTextContent("3 people here · full");
    expect(within(card).getByText("Opened by Mei Lin")).toBeVisible();
    expect(screen.getByText(/Nobody here yet/)).toHaveTextContent("Nobody here yet · Stage");
    expect(screen.getByText("2 rooms")).toBeVisible();
    await titled("Rooms · Parley");
  });

  it("finds by tag and by shelf, and keeps both in the address", async () => {
    const server = serve({ ...signedInAs(), "GET /api/rooms": () => ok({ rooms: [tea] }) });
    const user = open("/rooms");
    await user.click(await screen.findByRole("button", { name: "#calm" }));
    await standsAt("/rooms?tag=calm");
    await user.click(await screen.findByRole("button", { name: /Show rooms with every tag/ }));
    await user.click(screen.getByRole("link", { name: "Your rooms" }));
    await standsAt("/rooms?show=mine");
    await screen.findByRole("link", { name: "Tea at five" });
    expect(server.calls.map(({ path }) => path).filter((path) => path.includes("rooms"))).toEqual([
      "/api/rooms?limit=24",
      "/api/rooms?tag=calm&limit=24",
      "/api/rooms?limit=24",
      "/api/rooms?mine=true&limit=24",
    ]);
  });

  it.each([
    ["/rooms", "No room is open yet", "Open a room"],
    ["/rooms?show=following", "Nobody you follow is in a room", "Find people to follow"],
    ["/rooms?show=mine", "You have no room yet", "Open a room"],
    ["/rooms?query=zzz", "No room like that", "Show all rooms"],
  ])("says at %s what to do when there is none", async (address, heading, action) => {
    serve({ ...signedInAs(), "GET /api/rooms": () => ok({ rooms: [] }) });
    open(address);
    const empty = (await screen.findByRole("heading", { name: heading })).parentElement;
    if (!empty) throw new Error("no heading");
    expect(within(empty).getByRole("link", { name: action })).toBeVisible();
  });
});

describe("opening a room", () => {
  const carries = (mesh: number) => ({ "GET /api/call/stats": () => ok({ data: { limits: { mesh, server: 0 } } }) });

  it("offers no more seats than a room holds here, and says why", async () => {
    serve({ ...signedInAs(), ...carries(16) });
    const user = open("/rooms/new");
    await screen.findByRole("radio", { name: "16" });
    const seats = screen.getByRole("group", { name: "Seats at the table" });
    expect(within(seats).getAllByRole("radio").map((radio) => radio.getAttribute("value"))).toEqual(["4", "8", "12", "16"]);
    expect(within(seats).getByRole("radio", { name: "12" })).toBeChecked();
    await user.click(screen.getByRole("radio", { name: /A stage/ }));
    const onStage = screen.getByRole("group", { name: "Speakers and audience, up to" });
    expect(within(onStage).getByRole("radio", { name: "16" })).toBeChecked();
    expect(onStage).toHaveAccessibleDescription("A room on this server holds up to 16 people.");
  });

  it("asks for a name, and leads into the room", async () => {
    const server = serve({
      ...signedInAs(),
      ...carries(1_000),
      "POST /api/rooms": () => ok({ room: tea }, 201),
      "GET /api/rooms/tea": () => ok({ room: { ...tea, participants: [], canModerate: true, role: "host" } }),
    });
    const user = open("/rooms/new");
    await user.click(await screen.findByRole("button", { name: "Open the room" }));
    expect(screen.getByRole("textbox", { name: "What is it about?" })).toBeInvalid();
    await user.type(screen.getByRole("textbox", { name: "What is it about?" }), "Tea at five");
    await user.click(screen.getByRole("radio", { name: /A stage/ }));
    await user.type(screen.getByRole("combobox", { name: "Tags" }), "Tea, #calm, very calm");
    await user.click(screen.getByRole("button", { name: "Open the room" }));
    await standsAt("/rooms/tea");
    expect(server.sent("POST /api/rooms")).toEqual({
      name: "Tea at five",
      stage: true,
      isPrivate: false,
      maxParticipants: 100,
      tags: ["tea", "calm", "very-calm"],
    });
  });
});

describe("who may show something", () => {
  const answers = (group: string) => within(screen.getByRole("group", { name: group }));

  it("is sent with a new room only where it is not as usual", async () => {
    const server = serve({
      ...signedInAs(),
      "GET /api/call/stats": () => ok({ data: { limits: { mesh: 16, server: 0 } } }),
      "POST /api/rooms": () => ok({ room: tea }, 201),
    });
    const user = open("/rooms/new");
    await user.type(await screen.findByRole("textbox", { name: "What is it about?" }), "Tea at five");
    expect(answers("Who may turn a camera on?").getByRole("radio", { name: "Everybody who speaks" })).toBeChecked();
    expect(answers("Who may share a screen?").getByRole("radio", { name: "Everybody who speaks" })).toBeChecked();
    await user.click(answers("Who may turn a camera on?").getByRole("radio", { name: "Nobody" }));
    await user.click(screen.getByRole("button", { name: "Open the room" }));
    await standsAt("/rooms/tea");
    expect(server.sent("POST /api/rooms")).toMatchObject({ video: "off" });
    expect(server.sent("POST /api/rooms")).not.toHaveProperty("screen");
  });
});

describe("an invitation", () => {
  const invite = { roomName: "Tea at five", creator: tea.creator, invitedBy: null, people: [{ id: "u3", username: "noor", avatar: "/api/avatars/3" }], currentParticipants: 2, role: "speaker" };

  it("says who invites to what, and opens the room", async () => {
    serve({
      ...signedInAs(),
      "GET /api/invites/abc": () => ok({ invite }),
      "POST /api/invites/abc/accept": () => ok({ room: tea }),
      "GET /api/rooms/tea": () => ok({ room: { ...tea, participants: [], canModerate: false } }),
    });
    const user = open("/invite/abc");
    expect(await screen.findByText("Mei Lin invites you to")).toBeVisible();
    expect(screen.getByText(/You'll be able to speak/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Join" }));
    await standsAt("/rooms/tea");
  });

  it("shows strangers the same, and leads them here again once they have an account", async () => {
    serve({ "GET /api/invites/abc": () => ok({ invite }) });
    open("/invite/abc");
    expect(await screen.findByRole("heading", { level: 1, name: "Tea at five" })).toBeVisible();
    expect(screen.getByText(/2 people here/)).toHaveTextContent("2 people here: noor …");
    expect(screen.getByRole("link", { name: "Join" })).toHaveAttribute("href", "/sign-up?next=%2Finvite%2Fabc");
  });

  it.each([
    [404, "invite_not_found", "This invitation has expired"],
    [403, "banned", "This room is closed to you"],
  ])("says why it leads nowhere: %s %s", async (status, code, heading) => {
    serve({ ...signedInAs(), "GET /api/invites/abc": () => refused(status, code) });
    open("/invite/abc");
    expect(await screen.findByRole("heading", { level: 1, name: heading })).toBeVisible();
  });
});
