import { createSlice } from "@reduxjs/toolkit";
import type { PayloadAction } from "@reduxjs/toolkit";
import { useSelector } from "react-redux";
import { api } from "./base";
import type { Surroundings } from "./base";
import type { Ending, Guest, Session, Who } from "./session";

interface SignedIn extends Who {
  /** With an account, as far as a script can know; the server has the last word. */
  signedIn: boolean;
  /** Why not any more, when somebody was. */
  ended?: Ending | undefined;
}

const initialState: SignedIn = { signedIn: false };

export const signedInSlice = createSlice({
  name: "session",
  initialState,
  reducers: {
    begun: (_, { payload }: PayloadAction<Who>) => ({ signedIn: payload.guest === undefined, ...payload }),
    ended: (_, { payload }: PayloadAction<Pick<SignedIn, "ended" | "visited">>) => ({ signedIn: false, ...payload }),
  },
});

type State = Record<typeof signedInSlice.name, SignedIn>;

/** Who is here when the page begins. */
export function whoIn(session: Session): SignedIn {
  const guest = session.guest();
  return { signedIn: session.mayExist() && guest === undefined, guest, visited: session.visited() };
}

/** Keeps a store, and what the tab keeps, in step with the session, also when that begins or ends in another tab. */
export function followSession(session: Session, dispatch: (action: { type: string }) => unknown): void {
  session.watch((news, elsewhere) => {
    if (news.kind === "renewed") return;
    const { visited } = news;
    dispatch(news.kind === "begun" ? signedInSlice.actions.begun({ guest: news.guest, visited }) : signedInSlice.actions.ended({ ended: news.ending, visited }));
    // What one person may see is not for the next one.
    if (news.kind === "ended" || elsewhere) dispatch(api.util.resetApiState());
    if (news.kind === "ended" || (elsewhere && news.stays !== true) || visited) forgetTab();
  });
}

/** What was written in rooms and not sent, and the seat that is kept. */
function forgetTab(): void {
  try {
    sessionStorage.clear();
  } catch (forbidden) {
    console.warn("Where nothing can be kept there is nothing to forget", forbidden);
  }
}

/** The server has ended somebody's session. A guest has none to come back to; everybody else is asked to sign in where they need to. */
export function visitIsOver() {
  return (_dispatch: unknown, _state: unknown, extra: unknown): void => {
    const { session } = extra as Surroundings;
    if (session.guest()) session.end("visitOver");
  };
}

export function useSignedIn(): boolean {
  return useSelector((state: State) => state.session.signedIn);
}

export function useEnding(): Ending | undefined {
  return useSelector((state: State) => state.session.ended);
}

/** The visit of somebody without an account. */
export function useGuest(): Guest | undefined {
  return useSelector((state: State) => state.session.guest);
}

/** A visit that is over: without a session since then, or with an account that is not the guest's own. */
export function useVisited(): Guest | undefined {
  return useSelector((state: State) => state.session.visited);
}
