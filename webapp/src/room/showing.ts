import type { MediaLine } from "../media/carrier";
import type { Carriers } from "../media/carriers";
import { shownSources } from "../media/pictures";
import type { Shown, ShownSource } from "../media/pictures";
import type { ServerMessage } from "../protocol/server";
import type { Source } from "../protocol/things";
import { codeOf } from "../signalling/refusal";
import type { Sound } from "./sound";
import type { createTold } from "./told";
import { createWatching } from "./watching";

export type Showing = ReturnType<typeof createShowing>;

/** One's own camera and screen, and what one looks at. Nothing is sent before the server has agreed, and nothing after the device was let go. */
export function createShowing(
  { camera, screen }: Pick<Sound, "camera" | "screen">,
  carrier: Pick<Carriers, "setShown" | "watch">,
  line: MediaLine,
  told: Pick<ReturnType<typeof createTold>, "tell">,
) {
  /** What the server has agreed to. */
  let agreed: ReadonlySet<ShownSource> = new Set();
  /** What is on its way to it. */
  const asking = new Set<ShownSource>();
  let present = false;
  const watching = createWatching((watched) => {
    carrier.watch(watched);
  });
  const unsubscribe = [camera.state.subscribe(follow), screen.state.subscribe(follow)];

  function tracks(): Shown {
    const { track } = camera.state.get();
    const { picture, sound } = screen.state.get();
    return { ...(track && { camera: track }), ...(picture && { screen: picture }), ...(sound && { "screen-audio": sound }) };
  }

  function sendAgreed(): void {
    const all = tracks();
    const shown: Partial<Record<ShownSource, MediaStreamTrack>> = {};
    for (const source of shownSources) {
      const track = agreed.has(source) ? all[source] : undefined;
      if (track) shown[source] = track;
    }
    carrier.setShown(shown);
  }

  async function ask(source: ShownSource): Promise<void> {
    asking.add(source);
    try {
      await line.request("source", { source, on: true });
      agreed = new Set([...agreed, source]);
    } catch (error) {
      // After a lost line one joins again, and asks again.
      if (codeOf(error) === "lost") return;
      release(source);
      told.tell({ kind: source === "camera" ? "cameraRefused" : "screenRefused" });
    } finally {
      asking.delete(source);
    }
    follow();
  }

  function release(source: ShownSource): void {
    if (source === "camera") camera.stop();
    else screen.stop();
  }

  /** Says what has begun and what has ended on this device. */
  function follow(): void {
    const all = tracks();
    const ended = [...agreed].filter((source) => !all[source]);
    if (ended.length > 0) {
      agreed = new Set([...agreed].filter((source) => all[source]));
      // The sound of a screen ends with it.
      for (const source of ended) if (present && !(source === "screen-audio" && ended.includes("screen"))) line.say("source", { source, on: false });
    }
    sendAgreed();
    if (!present) return;
    for (const source of shownSources) {
      const waits = source === "screen-audio" && !agreed.has("screen");
      if (all[source] && !agreed.has(source) && !asking.has(source) && !waits) void ask(source);
    }
  }

  /** What the server says that one shows: what it has ended is let go of here. */
  function isShown(sources: readonly Source[]): void {
    const ended = [...agreed].filter((source) => !sources.includes(source));
    agreed = new Set([...agreed].filter((source) => sources.includes(source)));
    for (const source of ended) release(source);
    sendAgreed();
  }

  return {
    /** In the room: from now on what is on is shown. */
    joined(): void {
      agreed = new Set();
      present = true;
      follow();
    },

    /** Out of it, or not yet back. */
    away(): void {
      present = false;
      agreed = new Set();
      sendAgreed();
    },

    hear(message: ServerMessage, selfId: string): void {
      if (message.event === "sources" && message.data.userId === selfId) isShown(message.data.sources);
      if (message.event === "room-state") isShown(message.data.participants.find(({ id }) => id === selfId)?.sources ?? []);
    },

    watch: watching.show,

    close(): void {
      for (const stop of unsubscribe) stop();
      watching.close();
      camera.stop();
      screen.stop();
    },
  };
}
