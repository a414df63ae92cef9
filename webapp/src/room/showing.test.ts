import { expect, it, vi } from "vitest";
import type { CameraState } from "../media/camera";
import type { MediaLine } from "../media/carrier";
import { observable } from "../media/observable";
import type { Shown } from "../media/pictures";
import type { ScreenState } from "../media/screen";
import type { Source } from "../protocol/things";
import { Refusal } from "../signalling/refusal";
import { createShowing } from "./showing";
import type { Sound } from "./sound";

const face = { kind: "video" } as MediaStreamTrack;
const picture = { kind: "video" } as MediaStreamTrack;
const music = { kind: "audio" } as MediaStreamTrack;

/** In a room whose server answers when the test says so. */
function world({ joined = true } = {}) {
  const cameraState = observable<CameraState>({ status: "off", cameras: [] });
  const screenState = observable<ScreenState>({ status: "off" });
  const camera = { state: cameraState, stop: vi.fn(() => { cameraState.set({ status: "off", cameras: [] }); }) };
  const screen = { state: screenState, stop: vi.fn(() => { screenState.set({ status: "off" }); }) };
  let shown: Shown = {};
  const asked: { source: Source; on: boolean; answer: () => Promise<void>; refuse: (code: string) => Promise<void> }[] = [];
  const rest = () => new Promise<void>((done) => void setTimeout(done));
  const request = (_: string, { source, on }: { source: Source; on: boolean }) =>
    new Promise((resolve, reject) => {
      const answer = () => { resolve({}); return rest(); };
      const refuse = (code: string) => { reject(new Refusal(code, "No.")); return rest(); };
      asked.push({ source, on, answer, refuse });
    });
  const line = { request, say: (event: string, data: { source: Source; on: boolean }) => void request(event, data) } as unknown as MediaLine;
  const told = vi.fn();
  const watch = vi.fn();
  const showing = createShowing({ camera, screen } as unknown as Sound, { setShown: (now) => (shown = now), watch }, line, { tell: told });
  if (joined) showing.joined();
  return {
    showing,
    camera,
    screen,
    told,
    asked,
    last: () => asked.at(-1) ?? expect.fail("nothing was asked"),
    shown: () => shown,
    said: () => asked.map(({ source, on }) => `${source} ${on ? "on" : "off"}`),
    turnOn: () => { cameraState.set({ status: "on", cameras: [], track: face }); },
    share: () => { screenState.set({ status: "on", picture, sound: music }); },
    sources: (...sources: Source[]) => { showing.hear({ event: "sources", data: { userId: "me", sources } }, "me"); },
  };
}

it("sends a camera once the server has agreed, and nothing from the moment that it is off", async () => {
  const { turnOn, shown, last, camera, said } = world();
  turnOn();
  expect(shown()).toEqual({});
  await last().answer();
  expect(shown()).toEqual({ camera: face });
  camera.stop();
  expect(shown()).toEqual({});
  expect(said()).toEqual(["camera on", "camera off"]);
});

it("shows after joining what was on at the door", async () => {
  const { showing, turnOn, said, last, shown } = world({ joined: false });
  turnOn();
  expect(said()).toEqual([]);
  showing.joined();
  await last().answer();
  expect(shown()).toEqual({ camera: face });
});

it("asks for the sound of a screen once the screen is there, and ends it with the screen", async () => {
  const { share, last, shown, said, screen } = world();
  share();
  expect(said()).toEqual(["screen on"]);
  await last().answer();
  await last().answer();
  expect(shown()).toEqual({ screen: picture, "screen-audio": music });
  screen.stop();
  expect(said()).toEqual(["screen on", "screen-audio on", "screen off"]);
  expect(shown()).toEqual({});
});

it("lets go of the device when the server does not agree, and says so", async () => {
  const { turnOn, last, camera, told } = world();
  turnOn();
  await last().refuse("forbidden");
  expect(camera.stop).toHaveBeenCalledOnce();
  expect(told).toHaveBeenCalledWith({ kind: "cameraRefused" });
});

it("lets go of the device when a moderator, or the room, has ended it, and leaves the other one alone", async () => {
  const { turnOn, share, last, camera, screen, sources, shown, said } = world();
  turnOn();
  await last().answer();
  share();
  await last().answer();
  await last().answer();
  const before = said();
  sources("microphone", "screen", "screen-audio");
  expect(camera.stop).toHaveBeenCalledOnce();
  expect(screen.stop).not.toHaveBeenCalled();
  expect(shown()).toEqual({ screen: picture, "screen-audio": music });
  expect(said()).toEqual(before);
});

it("is told to the server after all when it is turned off before the server has agreed", async () => {
  const { turnOn, camera, last, shown, said } = world();
  turnOn();
  camera.stop();
  await last().answer();
  expect(said()).toEqual(["camera on", "camera off"]);
  expect(shown()).toEqual({});
});

it("sends nothing while one is away, and asks again after joining again", async () => {
  const { showing, turnOn, last, shown, said, camera } = world();
  turnOn();
  await last().answer();
  showing.away();
  expect(shown()).toEqual({});
  showing.joined();
  expect(said()).toEqual(["camera on", "camera on"]);
  await last().refuse("lost");
  expect(camera.stop).not.toHaveBeenCalled();
  showing.joined();
  await last().answer();
  expect(shown()).toEqual({ camera: face });
});

it("frees both devices at the end", () => {
  const { showing, camera, screen, turnOn, said } = world();
  showing.close();
  expect(camera.stop).toHaveBeenCalledOnce();
  expect(screen.stop).toHaveBeenCalledOnce();
  turnOn();
  expect(said()).toEqual([]);
});
