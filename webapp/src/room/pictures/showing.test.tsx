import { render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { withTexts } from "../../i18n/setup";
import { observable } from "../../media/observable";
import type { RoomState } from "../../signalling/room";
import { open } from "../../test/open";
import { framesCome, seen } from "../../test/pictures";
import { ada, enter, mei, plugIn, prepare, room, seat } from "../../test/room";
import { ok, serve, signedInAs } from "../../test/server";
import type { Call } from "../call";
import { Door } from "../Door";
import { RoomTop } from "../RoomTop";
import { createSound } from "../sound";
import type { Room } from "../types";

beforeEach(prepare);

const shown = { video: "everyone", screen: "everyone", stage: false } as const;
const noor = seat("u3", "Noor Haddad", { role: "speaker", isMuted: false });
const button = (name: string) => screen.queryByRole("button", { name });

describe("one's own camera", () => {
  it("has a button only where the room lets one show it", async () => {
    const { socket } = await enter(ada, [mei], 201, shown);
    expect(button("Turn your camera on")).toBeVisible();
    await socket.tells("room-updated", { room: { ...room, ...shown, video: "off", screen: "hosts" } });
    expect(button("Turn your camera on")).toBeNull();
    expect(button("Share your screen")).toBeVisible();
    await socket.tells("role", { userId: "u1", role: "speaker" });
    expect(button("Share your screen")).toBeNull();
  });

  it("is called on only once the server says so", async () => {
    const { camera } = plugIn();
    const { user, socket } = await enter(ada, [mei], 201, shown);
    await user.keyboard("v");
    expect(await screen.findByRole("button", { name: "Waiting for your camera" })).toHaveAttribute("aria-pressed", "false");
    await socket.answers("source");
    expect(socket.heard("source")?.data).toEqual({ source: "camera", on: true });
    await socket.tells("sources", { userId: "u1", sources: ["microphone", "camera"] });
    expect(button("Turn your camera off")).toHaveAttribute("aria-pressed", "true");
    await user.keyboard("v");
    expect(camera.stop).toHaveBeenCalled();
    expect(socket.heard("source")?.data).toEqual({ source: "camera", on: false });
  });

  it("is seen at one's own seat as others see it: once it is on for them", async () => {
    plugIn();
    const { user, socket } = await enter(ada, [mei], 201, shown);
    await user.click(screen.getByRole("button", { name: "Turn your camera on" }));
    await socket.answers("source");
    expect(document.querySelector("video")).toBeNull();
    await socket.tells("sources", { userId: "u1", sources: ["microphone", "camera"] });
    await waitFor(() => {
      expect(document.querySelector("video")).not.toBeNull();
    });
    framesCome();
    expect(within(screen.getByRole("button", { name: /^Ada Lovelace, you, host, muted, camera on$/ })).getByText("You")).toBeVisible();
    expect(seen(screen.getByRole("list", { name: "Speakers" }))).toHaveLength(1);
  });

  it.each([
    ["NotAllowedError", "The camera is not allowed."],
    ["NotFoundError", "No camera found."],
    ["NotReadableError", "The camera can't be used."],
  ])("that can't be had is explained, until that is put away: %s", async (refusal, words) => {
    plugIn(refusal);
    const { user } = await enter(ada, [mei], 201, shown);
    await user.click(screen.getByRole("button", { name: "Turn your camera on" }));
    const alert = (await screen.findByText(words)).closest<HTMLElement>("[role=alert]");
    if (!alert) throw new Error("not said at once");
    expect(within(alert).getByRole("button", { name: "Try again" })).toBeVisible();
    await user.click(within(alert).getByRole("button", { name: "Close this notice" }));
    expect(screen.queryByText(words)).toBeNull();
  });

  it("is known of on every other page, and can be ended there", async () => {
    const { camera } = plugIn();
    const { user, socket } = await enter(ada, [mei], 201, shown);
    await user.keyboard("v");
    await socket.answers("source");
    await user.click(screen.getByRole("link", { name: "Parley, to the start page" }));
    await user.click(await screen.findByRole("button", { name: "Turn your camera off" }));
    expect(camera.stop).toHaveBeenCalled();
    expect(button("Turn your camera off")).toBeNull();
  });

  it("can be looked at before others do, and is let go of with the dialog", async () => {
    const { camera } = plugIn();
    const { user, socket } = await enter(ada, [mei], 201, shown);
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(screen.getByRole("button", { name: "Microphone, speaker and camera" }));
    await user.click(await screen.findByRole("button", { name: "Look at yourself first" }));
    expect(await screen.findByText("Only you see this.")).toBeVisible();
    expect(await screen.findByRole("combobox", { name: "Camera" })).toHaveValue("Front");
    await user.click(screen.getByRole("button", { name: "Done" }));
    expect(camera.stop).toHaveBeenCalled();
    expect(socket.heard("source")).toBeUndefined();
  });
});

describe("one's own screen", () => {
  it("is shared at once where nobody else shares one", async () => {
    const { shared } = plugIn();
    const { user, socket } = await enter(ada, [mei], 201, shown);
    await user.keyboard("s");
    await socket.answers("source");
    await socket.tells("sources", { userId: "u1", sources: ["microphone", "screen"] });
    const card = await screen.findByRole("region", { name: "You are sharing your screen" });
    expect(document.querySelector("video")).toBeNull();
    expect(within(card).getByRole("radio", { name: "Sharp text" })).toBeChecked();
    await user.click(within(card).getByRole("radio", { name: "Smooth movement" }));
    expect(shared.contentHint).toBe("motion");
    await user.click(within(card).getByRole("button", { name: "Stop sharing" }));
    expect(shared.stop).toHaveBeenCalled();
    expect(button("Share your screen")).toBeVisible();
  });

  it("takes somebody else's place only after asking whether that is meant", async () => {
    const { mediaDevices } = plugIn();
    const { user } = await enter(ada, [{ ...noor, sources: ["screen"] }], 201, shown);
    await user.click(screen.getByRole("button", { name: "Share your screen" }));
    const dialog = await screen.findByRole("dialog", { name: "Noor Haddad is sharing a screen. Share yours instead?" });
    await user.click(within(dialog).getByRole("button", { name: "Not now" }));
    expect(mediaDevices.getDisplayMedia).not.toHaveBeenCalled();
    await user.click(screen.getByRole("button", { name: "Share your screen" }));
    await user.click(await screen.findByRole("button", { name: "Share mine" }));
    expect(mediaDevices.getDisplayMedia).toHaveBeenCalledTimes(1);
  });

  it("has no button where there is none to share", async () => {
    const { mediaDevices } = plugIn();
    Reflect.deleteProperty(mediaDevices, "getDisplayMedia");
    await enter(ada, [mei], 201, shown);
    expect(button("Share your screen")).toBeNull();
    expect(button("Turn your camera on")).toBeVisible();
  });

  it("stands in the menu on a phone", async () => {
    vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
    const { mediaDevices } = plugIn();
    const { user } = await enter(ada, [mei], 201, shown);
    expect(button("Share your screen")).toBeNull();
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(screen.getByRole("button", { name: "Share your screen" }));
    expect(mediaDevices.getDisplayMedia).toHaveBeenCalledTimes(1);
  });
});

describe("a camera at the door", () => {
  const stand = (more: object = {}) => {
    const devices = plugIn();
    serve({ ...signedInAs(), "GET /api/rooms/tea": () => ok({ room: { ...room, ...shown, ...more, participants: [mei], canModerate: false } }) });
    return { ...devices, user: open("/rooms/tea") };
  };
  const asked = ({ getUserMedia }: ReturnType<typeof plugIn>["mediaDevices"]) => getUserMedia.mock.calls.filter(([wanted]) => wanted.video !== undefined);

  it("is off until somebody turns it on, and says then that one will be seen", async () => {
    const { user, mediaDevices } = stand();
    expect(await screen.findByText("Your camera is off.")).toBeVisible();
    expect(asked(mediaDevices)).toHaveLength(0);
    await user.click(screen.getByRole("button", { name: "Turn your camera on" }));
    expect(await screen.findByText("Everybody in the room sees you as soon as you join.")).toBeVisible();
    expect(screen.getByRole("img", { name: "You, as in a mirror" }).querySelector("video")).toHaveClass("-scale-x-100");
  });

  it("is let go of by whoever leaves the door", async () => {
    const { user, camera } = stand();
    await user.click(await screen.findByRole("button", { name: "Turn your camera on" }));
    await screen.findByRole("img", { name: "You, as in a mirror" });
    await user.click(screen.getByRole("link", { name: "Parley, to the start page" }));
    await waitFor(() => {
      expect(camera.stop).toHaveBeenCalled();
    });
  });

  it.each([
    ["where nobody may show one", { video: "off" }],
    ["to somebody who only listens", { stage: true, role: "listener" }],
  ])("is not offered %s", async (_, more) => {
    stand(more);
    expect(await screen.findByRole("button", { name: "Join" })).toBeVisible();
    expect(button("Turn your camera on")).toBeNull();
  });

  it("is not offered while the one of another room is still that room's", async () => {
    plugIn();
    await withTexts(() => Promise.resolve(), "room")();
    const other = { ...room, ...shown, role: "host", participants: [], canModerate: true } as unknown as Room;
    render(<Door room={other} name="Ada Lovelace" isGuest={false} sound={createSound()} leaving="Coffee" onJoin={vi.fn()} onTime={vi.fn()} meeting={() => null} planning={() => null} />);
    expect(screen.getByText(/You will leave Coffee/)).toBeVisible();
    expect(button("Turn your camera on")).toBeNull();
  });
});

describe("a line that is too thin for pictures", () => {
  it.each([
    ["smaller", "Pictures are smaller for now: voices come first."],
    ["paused", "Pictures are paused for now: voices come first."],
  ])("is said quietly: %s", async (squeezed, words) => {
    await withTexts(() => Promise.resolve(), "room")();
    const call = { squeezed: observable(squeezed) } as unknown as Call;
    render(<RoomTop call={call} room={{ room } as unknown as RoomState} present mayInvite={false} faces={undefined} onInvite={vi.fn()} onMenu={vi.fn()} />);
    expect(screen.getByText(words)).toBeVisible();
  });
});
