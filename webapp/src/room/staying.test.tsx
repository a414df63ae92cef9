import { cleanup, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { open } from "../test/open";
import { ada, enter, mei, prepare } from "../test/room";

beforeEach(prepare);

describe("staying in a room", () => {
  it("keeps the seat when the page breaks down, and offers it again", async () => {
    const { socket } = await enter(ada, [mei]);
    cleanup();
    expect(socket.heard("leave")).toBeUndefined();
    open("/people");
    expect(await screen.findByText(/Your seat is kept for \d+ more seconds/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Rejoin" })).toBeVisible();
  });

  it("goes on while one looks at another page, and says there what happens", async () => {
    const { user, socket } = await enter(ada, [mei]);
    await user.click(screen.getByRole("link", { name: "People" }));
    const bar = await screen.findByRole("region", { name: "Your call" });
    expect(within(bar).getByText("2 people here")).toBeVisible();
    await socket.tells("mute-info", { userId: "u1", isMute: true, mute: true, byModerator: true });
    expect(within(bar).getByRole("button", { name: "A moderator muted you" })).toBeVisible();
    expect(within(bar).getByRole("alert")).toHaveTextContent("A moderator muted you.");
    await user.click(within(bar).getByRole("button", { name: "Leave" }));
    expect(socket.heard("leave")).toBeDefined();
    expect(screen.queryByRole("region", { name: "Your call" })).not.toBeInTheDocument();
  });
});
