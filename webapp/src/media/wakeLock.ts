/** Keeps the screen on while somebody is in a room, where the browser can. */
export function keepAwake(): () => void {
  if (!("wakeLock" in navigator)) return () => undefined;
  let over = false;
  let held: WakeLockSentinel | undefined;
  const isOver = () => over;

  async function hold(): Promise<void> {
    if (over || document.visibilityState !== "visible") return;
    try {
      held = await navigator.wakeLock.request("screen");
      // Ended while the browser was asked.
      if (isOver()) await held.release();
    } catch (error) {
      // A nearly empty battery, for instance: the browser has the last word.
      if (!(error instanceof DOMException && error.name === "NotAllowedError")) throw error;
    }
  }

  // The browser lets go of it with every change of tab.
  const again = () => void hold();
  document.addEventListener("visibilitychange", again);
  void hold();
  return () => {
    over = true;
    document.removeEventListener("visibilitychange", again);
    void held?.release();
  };
}
