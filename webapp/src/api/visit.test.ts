import { describe, expect, it, vi } from "vitest";
import { browser } from "../test/tabs";
import { createSession } from "./session";
import type { News } from "./session";

const visit = { room: "r1", code: "abc", id: "g1" };

function tabOf(shared: ReturnType<typeof browser>) {
  const session = createSession(shared.tab());
  const heard: News[] = [];
  session.watch((news) => heard.push(news));
  return { session, heard };
}

function guestIn(shared = browser()) {
  const tab = tabOf(shared);
  tab.session.beginVisit(visit);
  return tab;
}

describe("the visit of a guest", () => {
  it("begins in every tab, and lasts for tabs that are opened later", () => {
    const shared = browser();
    const other = tabOf(shared);
    guestIn(shared);
    expect(other.heard).toEqual([{ kind: "begun", guest: visit }]);
    const { session } = tabOf(shared);
    expect([session.mayExist(), session.guest(), session.visited()]).toEqual([true, visit, undefined]);
  });

  it("is over where an account's session would be renewed: nothing is asked", async () => {
    const refresh = vi.fn();
    const { session, heard } = guestIn();
    expect(await session.renew(session.stamp(), refresh)).toMatchObject({ status: 401 });
    expect(refresh).not.toHaveBeenCalled();
    expect(heard.at(-1)).toEqual({ kind: "ended", ending: "visitOver", visited: visit });
    expect([session.mayExist(), session.visited()]).toEqual([false, visit]);
  });

  it("goes over into an account of the same person, who stays where they are", () => {
    const { session, heard } = guestIn();
    session.begin("g1");
    expect(heard.at(-1)).toEqual({ kind: "begun", stays: true });
    expect([session.guest(), session.visited()]).toEqual([undefined, undefined]);
  });

  it("is over with another account, which the same invitation lets in", () => {
    const { session, heard } = guestIn();
    session.begin("u1");
    expect(heard.at(-1)).toEqual({ kind: "begun", visited: visit });
  });

  it("is forgotten with its invitation when they leave for good", () => {
    const shared = browser();
    const { session, heard } = guestIn(shared);
    session.end("signedOut");
    expect(heard.at(-1)).toEqual({ kind: "ended", ending: "signedOut", visited: { room: "r1", id: "g1" } });
    expect([session.visited(), shared.stored.has("parley.signedIn")]).toEqual([undefined, false]);
  });

  it.each(["passwordReset", "expired", "deleted"] as const)("is not over when an account's session is (%s)", (ending) => {
    const { session, heard } = guestIn();
    session.end(ending);
    expect([session.guest(), heard.length]).toEqual([visit, 1]);
  });

  it("is not read from a hint that somebody spoilt", () => {
    const shared = browser();
    for (const spoilt of ["guest", "guest r1", "guest r1 g1", "over r1 g1", "guest  g1 abc", "2"]) {
      shared.stored.set("parley.signedIn", spoilt);
      const { session } = tabOf(shared);
      expect([session.mayExist(), session.guest(), session.visited()]).toEqual([false, undefined, undefined]);
    }
  });
});
