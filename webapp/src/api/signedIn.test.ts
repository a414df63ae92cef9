import { expect, it } from "vitest";
import { createStore } from "../store";
import { createSession } from "./session";

it("forgets what one person wrote and did not send before the next one signs in here", () => {
  localStorage.setItem("parley.signedIn", "1");
  const session = createSession();
  createStore(session);
  sessionStorage.setItem("parley.unsent.tea", "{}");
  session.end("signedOut");
  expect(sessionStorage).toHaveLength(0);
});
