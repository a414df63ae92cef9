import { beforeEach, describe, expect, it, vi } from "vitest";
import { callWorld, muted } from "../test/call";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("the microphone of a call", () => {
  it("is muted for everybody when the microphone goes away, and not heard again by itself", async () => {
    const { call, socket, track, microphone, devices, enters } = callWorld({ startMuted: false });
    await enters();
    socket().tells("mute-info", muted("me", false));
    expect(call.view.get().voice).toBe("live");
    devices.getUserMedia.mockRejectedValue(new DOMException("gone", "NotFoundError"));
    track.onended?.();
    await vi.waitFor(() => {
      expect(call.view.get().voice).toBe("noMicrophone");
    });
    expect(socket().heard("mute")).toBe(1);
    socket().tells("mute-info", muted("me", true));
    devices.getUserMedia.mockResolvedValue(devices.stream);
    await microphone.start();
    expect(call.view.get().voice).toBe("muted");
    expect(track.enabled).toBe(false);
  });

  it.each(["NotAllowedError", "NotFoundError", "NotReadableError"])("does not look unmuted when the microphone answers %s", async (name) => {
    const { call, socket, devices, welcome, joins } = callWorld();
    devices.getUserMedia.mockRejectedValue(new DOMException("no", name));
    welcome();
    await joins();
    call.setMuted(false);
    await vi.waitFor(() => {
      expect(call.view.get().voice).toBe("noMicrophone");
    });
    expect(socket().heard("unmute")).toBe(0);
  });

  it("asks to be heard once the microphone that was asked for is there", async () => {
    const { call, socket, devices, welcome, joins } = callWorld();
    let allow: (stream: unknown) => void = () => undefined;
    devices.getUserMedia.mockReturnValue(new Promise((resolve) => (allow = resolve)));
    welcome();
    await joins();
    call.setMuted(false);
    expect(call.view.get().voice).toBe("asking");
    expect(socket().heard("unmute")).toBe(0);
    allow(devices.stream);
    await vi.waitFor(() => {
      expect(socket().heard("unmute")).toBe(1);
    });
    expect(call.view.get().voice).toBe("unmuting");
  });

  it("is muted while the device is switched off, and heard again when it is switched on", async () => {
    const { call, socket, track, enters } = callWorld({ startMuted: false });
    await enters();
    socket().tells("mute-info", muted("me", false));
    track.muted = true;
    track.onmute?.();
    expect(call.view.get().voice).toBe("noMicrophone");
    expect(socket().heard("mute")).toBe(1);
    socket().tells("mute-info", muted("me", true));
    track.muted = false;
    track.onunmute?.();
    expect(call.view.get().voice).toBe("unmuting");
    expect(socket().heard("unmute")).toBe(2);
  });
});
