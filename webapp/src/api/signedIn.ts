import { createSlice } from "@reduxjs/toolkit";
import type { PayloadAction } from "@reduxjs/toolkit";
import { useSelector } from "react-redux";
import { api } from "./base";
import type { Ending, Session } from "./session";

interface SignedIn {
  /** As far as a script can know; the server has the last word. */
  signedIn: boolean;
  /** Why not any more, when somebody was. */
  ended?: Ending;
}

const initialState: SignedIn = { signedIn: false };

export const signedInSlice = createSlice({
  name: "session",
  initialState,
  reducers: {
    begun: () => ({ signedIn: true }),
    ended: (_, { payload }: PayloadAction<Ending>) => ({ signedIn: false, ended: payload }),
  },
});

type State = Record<typeof signedInSlice.name, SignedIn>;

/** Keeps a store, and what the tab keeps, in step with the session, also when that begins or ends in another tab. */
export function followSession(session: Session, dispatch: (action: { type: string }) => unknown): void {
  session.watch((news, elsewhere) => {
    if (news.kind === "renewed") return;
    dispatch(news.kind === "begun" ? signedInSlice.actions.begun() : signedInSlice.actions.ended(news.ending));
    // What one person may see is not for the next one.
    if (news.kind === "ended" || elsewhere) {
      dispatch(api.util.resetApiState());
      forgetTab();
    }
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

export function useSignedIn(): boolean {
  return useSelector((state: State) => state.session.signedIn);
}

export function useEnding(): Ending | undefined {
  return useSelector((state: State) => state.session.ended);
}
