import { configureStore } from "@reduxjs/toolkit";
import { setupListeners } from "@reduxjs/toolkit/query";
import { api } from "./api/base";
import type { Surroundings } from "./api/base";
import { createSession } from "./api/session";
import { followSession, signedInSlice, whoIn } from "./api/signedIn";

export function createStore(session = createSession()) {
  const extraArgument: Surroundings = { session };
  const store = configureStore({
    reducer: { [api.reducerPath]: api.reducer, [signedInSlice.name]: signedInSlice.reducer },
    middleware: (defaults) => defaults({ thunk: { extraArgument } }).concat(api.middleware),
    preloadedState: { [signedInSlice.name]: whoIn(session) },
  });
  followSession(session, store.dispatch);
  // Lets a query stop polling while its tab is in the background.
  setupListeners(store.dispatch);
  return store;
}
