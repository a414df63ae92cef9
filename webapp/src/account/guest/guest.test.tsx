import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ada, ok, refused, serve } from "../../test/server";
import { open, standsAt, titled } from "../../test/open";

const join = "POST /api/invites/abc/guest";

const preview = {
  "GET /api/invites/abc": () =>
    ok({ invite: { roomName: "Plans", creator: ada, invitedBy: null, people: [], currentParticipants: 0, role: null, guests: true } }),
};

async function asks(name: string, answer: () => Response) {
  const server = serve({ ...preview, [join]: answer });
  const user = open("/invite/abc");
  await titled("Plans · Parley");
  const field = await screen.findByLabelText("Your name");
  if (name !== "") await user.type(field, name);
  await user.click(screen.getByRole("button", { name: "Join as a guest" }));
  return { server, field };
}

describe("joining as a guest", () => {
  it.each([
    ["", "Please enter a name."],
    ["x".repeat(61), "Please use at most 60 characters."],
  ])("wants a name that the server would take: %s", async (name, sentence) => {
    const { server, field } = await asks(name, () => refused(500, "internal_error"));
    expect(field).toHaveAccessibleDescription(new RegExp(sentence));
    expect(field).toHaveFocus();
    expect(server.asked(join)).toBe(0);
  });

  it("leads into the room, and remembers the name for the next time", async () => {
    const { server } = await asks(" Eve ", () => ok({ room: { id: "r1" }, user: { id: "g1", name: "Eve", avatar: "", guest: true } }));
    await standsAt("/rooms/r1");
    expect(server.sent(join)).toEqual({ name: "Eve" });
    expect([localStorage.getItem("parley.signedIn"), localStorage.getItem("parley.guestName")]).toEqual(["guest r1 g1 abc", "Eve"]);
  });

  it.each([
    ["invite_not_found", /has just expired/],
    ["banned", /banned you/],
    ["guests_off", /lets in no guests any more/],
  ])("says beside the name why not: %s", async (code, sentence) => {
    const { field } = await asks("Eve", () => refused(403, code));
    expect(await screen.findByText(sentence)).toBeVisible();
    expect(field).toHaveValue("Eve");
    expect(localStorage.getItem("parley.signedIn")).toBeNull();
  });

  it("finds the account that this browser had forgotten", async () => {
    await asks("Eve", () => refused(409, "signed_in"));
    expect(await screen.findByRole("button", { name: "Join" })).toBeVisible();
    expect(localStorage.getItem("parley.signedIn")).toBe("1");
  });
});
