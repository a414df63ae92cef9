import type { PictureSize } from "../protocol/things";
import { observable, type Observable } from "./observable";
import type { Watched } from "./pictures";
import { lookEvery, type Quality } from "./quality";
import type { Ways } from "./ways";

/** Whether pictures come smaller than wanted, or not at all, because the voices need the line. */
export type Squeezed = "no" | "smaller" | "paused";

const levels: readonly Squeezed[] = ["no", "smaller", "paused"];
/** Looked at one after the other: voices that have suffered twice get more room, and give it back only after a long calm. */
const poorLooks = 2;
const calmLooks = 6;

/** Voices first: while they come badly, pictures come smaller, and then not at all. */
export function createSqueeze(now: () => number = () => performance.now()) {
  const state = observable<Squeezed>("no");
  let looked = -Infinity;
  let poor = 0;
  let calm = 0;

  function go(by: 1 | -1): void {
    poor = 0;
    calm = 0;
    state.set(levels[levels.indexOf(state.get()) + by] ?? state.get());
  }

  return {
    state: state as Observable<Squeezed>,

    /** One look at how the voices come; those between two looks at the connections count once. */
    look(ways: Ways, anyPictures: boolean): void {
      if (now() - looked < lookEvery - 500) return;
      looked = now();
      const known = Object.values(ways).map((way) => way.quality).filter((quality) => quality !== "unknown");
      if (known.length === 0) return;
      // One voice that comes badly while the others come well has its own line to blame, not this one.
      const most = (quality: Quality) => 2 * known.filter((one) => one === quality).length > known.length;
      poor = most("poor") ? poor + 1 : 0;
      calm = most("good") ? calm + 1 : 0;
      if (poor >= poorLooks && anyPictures) go(1);
      else if (calm >= calmLooks) go(-1);
    },

    fit(wished: Watched): Watched {
      const squeezed = state.get();
      if (squeezed === "no") return wished;
      return squeezed === "paused" ? new Map() : new Map([...wished.keys()].map((key): [string, PictureSize] => [key, "small"]));
    },
  };
}
