import { expect, it, vi } from "vitest";
import { createScreen } from "./screen";

const track = (kind: string) => ({ kind, contentHint: "", stop: vi.fn(), onended: null as (() => void) | null });

function withScreen(more: { sound?: boolean; refusal?: DOMException } = {}) {
  const [picture, sound] = [track("video"), track("audio")];
  const sounds = more.sound === false ? [] : [sound];
  const getDisplayMedia = vi.fn(() =>
    more.refusal ? Promise.reject(more.refusal) : Promise.resolve({ getVideoTracks: () => [picture], getAudioTracks: () => sounds, getTracks: () => [picture, ...sounds] }),
  );
  return { screen: createScreen({ getDisplayMedia } as unknown as MediaDevices), picture, sound };
}

it("is shared with its sound: text stays sharp, and music stays music", async () => {
  const { screen, picture, sound } = withScreen();
  expect(await screen.start()).toBe(true);
  expect(screen.state.get()).toEqual({ status: "on", picture, sound });
  expect([picture.contentHint, sound.contentHint]).toEqual(["detail", "music"]);
  screen.setMotion(true);
  expect(picture.contentHint).toBe("motion");
});

it("ends by the browser's own bar, and its sound with it", async () => {
  const { screen, picture, sound } = withScreen();
  await screen.start();
  picture.onended?.();
  expect(screen.state.get()).toEqual({ status: "off" });
  expect(sound.stop).toHaveBeenCalledOnce();
});

it("is off again when the browser's question is closed, and says so when the system forbids it", async () => {
  const closed = withScreen({ refusal: new DOMException("Permission denied", "NotAllowedError") });
  expect(await closed.screen.start()).toBe(false);
  expect(closed.screen.state.get().status).toBe("off");
  const forbidden = withScreen({ refusal: new DOMException("Permission denied by system", "NotAllowedError") });
  expect(await forbidden.screen.start()).toBe(false);
  expect(forbidden.screen.state.get().status).toBe("refused");
});

it("is not offered where a browser has none to share, as on phones", () => {
  expect(withScreen().screen.isPossible).toBe(true);
  vi.stubGlobal("navigator", { mediaDevices: {} });
  expect(createScreen().isPossible).toBe(false);
});

it("needs no sound", async () => {
  const { screen, picture } = withScreen({ sound: false });
  await screen.start();
  expect(screen.state.get()).toEqual({ status: "on", picture });
});
