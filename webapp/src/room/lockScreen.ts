import type { Call } from "./call";

type Room = Pick<Call, "view" | "toggleMuted" | "leave">;

/** The room on the lock screen, and on the keys of a headset, where the system has them: what it is called, muting and leaving. */
export function showOnLockScreen({ view, toggleMuted, leave }: Room, session: MediaSession | undefined = (navigator as Partial<Navigator>).mediaSession): () => void {
  if (!session) return () => undefined;
  const actions = ["togglemicrophone", "hangup"] as const;

  function on(action: (typeof actions)[number], handler: (() => void) | null): void {
    try {
      // TypeScript's list of them is older than the keys.
      session?.setActionHandler(action as MediaSessionAction, handler);
    } catch {
      // A browser that does not know this action offers no key for it.
    }
  }

  let title: string | undefined;
  function follow(): void {
    const { room, muted } = view.get();
    if (!room) return;
    if (room.room.name !== title && session && "MediaMetadata" in globalThis) {
      title = room.room.name;
      session.metadata = new MediaMetadata({ title, artist: "Parley" });
    }
    if (session && "setMicrophoneActive" in session) void session.setMicrophoneActive(!muted);
  }

  on("togglemicrophone", toggleMuted);
  on("hangup", leave);
  follow();
  const stop = view.subscribe(follow);
  return () => {
    stop();
    for (const action of actions) on(action, null);
    session.metadata = null;
  };
}
