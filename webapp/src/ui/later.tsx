import { createContext, useContext, useLayoutEffect, useState } from "react";
import type { ComponentType, ReactNode } from "react";

/** In milliseconds: together about as long as a telephone needs to find another network. */
const pauses = [500, 1000, 2000, 4000, 8000];

/** What stands in the place of a part until it has come. */
export const Waiting = createContext<ReactNode>(null);

interface Later<Props> {
  (props: Props): ReactNode;
  /** Fetches it before it is shown. */
  ahead: () => Promise<void>;
}

/**
 * A part of the client that is fetched when it is first shown, or ahead of that. A network that fails or changes for a moment costs that moment, and
 * not the page. React's lazy would hold back what has come, until 300 ms after it last showed that something is waited for.
 */
export function later<Props extends object>(fetch: () => Promise<{ default: ComponentType<Props> }>): Later<Props> {
  let coming: Promise<void> | undefined;
  let come: ComponentType<Props> | undefined;

  async function patiently() {
    for (const pause of pauses) {
      try {
        return await fetch();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    return fetch();
  }

  async function bring() {
    try {
      come = (await patiently()).default;
    } finally {
      // What could not be had is asked for again when it is shown again.
      if (!come) coming = undefined;
    }
  }

  const ahead = () => (coming ??= bring());

  function Shown(props: Props) {
    const waiting = useContext(Waiting);
    const [state, setState] = useState<{ Come?: ComponentType<Props>; failure?: Error }>(() => (come ? { Come: come } : {}));
    const { Come, failure } = state;

    useLayoutEffect(() => {
      if (Come) return;
      let isShown = true;
      ahead().then(
        () => {
          if (isShown && come) setState({ Come: come });
        },
        (cause: unknown) => {
          if (isShown) setState({ failure: new Error("A part of the client could not be fetched", { cause }) });
        },
      );
      return () => {
        isShown = false;
      };
    }, [Come]);

    if (failure) throw failure;
    if (!Come) return waiting;
    return (
      <Waiting value={null}>
        <Come {...props} />
      </Waiting>
    );
  }

  return Object.assign(Shown, { ahead });
}
