import { visitIsOver } from "../api/signedIn";
import type { Changeable } from "../media/observable";
import type { Call } from "./call";
import { createChimes } from "./chimes";
import { enter } from "./enter";
import type { Dispatch } from "./enter";
import { keptSeat } from "./keptSeat";
import { showOnLockScreen } from "./lockScreen";
import type { Sound } from "./sound";

/** The one room this tab is in, whatever page it shows. */
export interface Visit {
  call: Call;
  sound: Sound;
}

export type CurrentVisit = Changeable<Visit | undefined>;

/** Takes a seat, and gives up the one in another room. */
export function sit(current: CurrentVisit, roomId: string, startMuted: boolean, sound: Sound, dispatch: Dispatch): void {
  const before = current.get();
  const call = enter(roomId, startMuted, sound, dispatch);
  const seat = keptSeat();
  const chimes = createChimes(sound.choices, () => call.view.get().room);
  const stopChimes = call.told.subscribe(() => {
    const told = call.told.get();
    if (told) chimes.ring(told);
  });
  const leaveLockScreen = showOnLockScreen(call);
  let window = 0;
  let kept = false;

  /** The page goes away, and perhaps comes back. */
  const goodbye = () => {
    const { room } = call.view.get();
    if (room) seat.keep({ roomId, name: room.room.name, until: Date.now() + window });
  };

  const stop = call.view.subscribe(() => {
    const { room, ended, resumeWindow } = call.view.get();
    window = resumeWindow;
    if (!ended) {
      // At once, for a page that ends without a word.
      if (room && !kept) seat.keep({ roomId, name: room.room.name });
      kept ||= room !== undefined;
      return;
    }
    stop();
    stopChimes();
    leaveLockScreen();
    removeEventListener("pagehide", goodbye);
    if (ended.code === "dropped") goodbye();
    else seat.forget();
    if (ended.code === "left" && room) chimes.left();
    if (ended.code === "signedOut") dispatch(visitIsOver());
    // Another room may have taken it over.
    if (current.get()?.sound === sound && current.get()?.call !== call) return;
    sound.close();
  });
  addEventListener("pagehide", goodbye);
  sound.open();
  current.set({ call, sound });
  before?.call.leave();
}
