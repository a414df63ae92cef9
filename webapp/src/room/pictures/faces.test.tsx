import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { createChoices } from "../../media/choices";
import { ada, enter, mei, prepare, seat } from "../../test/room";

beforeEach(prepare);

const shown = { video: "everyone", screen: "everyone", stage: false };
const noor = seat("u3", "Noor Haddad", { role: "speaker", isMuted: false, sources: ["microphone", "camera"] });
const bob = seat("u4", "Bob Stone", { role: "speaker", sources: ["camera"], joinedAt: "2026-01-01T10:05:00Z" });
const table = () => screen.getByRole("list", { name: "Speakers" });
const namesIn = (list: HTMLElement) => within(list).getAllByRole("button", { name: /,/ }).map(({ textContent }) => textContent.replace(/^You/, "").replace(/,.*/, ""));
const figure = (name: string) => screen.queryByRole("figure", { name });

describe("faces", () => {
  it("stand in a grid once one wants that, and again at the next visit", async () => {
    const { user } = await enter(ada, [noor, bob], 201, shown);
    expect(namesIn(table())).toHaveLength(3);
    await user.click(screen.getByRole("button", { name: "Faces in a grid" }));
    await screen.findByRole("button", { name: "Keep Noor Haddad large" });
    expect(within(table()).getAllByRole("listitem")).toHaveLength(2);
    expect(createChoices().get().faces).toBe("grid");
    await user.click(screen.getByRole("button", { name: "Round the table" }));
    expect(within(table()).getAllByRole("listitem")).toHaveLength(3);
    expect(createChoices().get().faces).toBe("table");
  });

  it("in a grid leave a place below for those without a camera", async () => {
    createChoices().set({ faces: "grid" });
    await enter(ada, [noor, bob], 201, shown);
    await screen.findByRole("button", { name: "Keep Noor Haddad large" });
    expect(screen.getByRole("button", { name: /^1 without a camera/ })).toBeVisible();
    expect(within(screen.getByRole("region", { name: "Audience" })).getByRole("button", { name: /Ada Lovelace/ })).toBeVisible();
  });

  it("sit round the table while nobody has a camera on, whatever was chosen", async () => {
    createChoices().set({ faces: "grid" });
    const { socket } = await enter(ada, [noor], 201, shown);
    await socket.tells("sources", { userId: "u3", sources: ["microphone"] });
    expect(screen.queryByRole("button", { name: "Round the table" })).toBeNull();
    expect(within(table()).getAllByRole("listitem")).toHaveLength(2);
  });

  it("stand in a row where a table with everybody would reach below a telephone's edge", async () => {
    Object.defineProperties(HTMLElement.prototype, { clientWidth: { configurable: true, value: 740 }, clientHeight: { configurable: true, value: 187 } });
    try {
      await enter(ada, [noor, bob, mei], 201, shown);
      expect(await screen.findByRole("button", { name: "Keep Noor Haddad large" })).toBeVisible();
    } finally {
      Object.defineProperties(HTMLElement.prototype, { clientWidth: { configurable: true, value: 1_280 }, clientHeight: { configurable: true, value: 800 } });
    }
  });

  it("are one stop of the tabulator in a grid, too", async () => {
    createChoices().set({ faces: "grid" });
    const { user } = await enter(ada, [noor, bob], 201, shown);
    await screen.findByRole("button", { name: "Keep Noor Haddad large" });
    const [first, second] = within(table()).getAllByRole("button", { name: /, speaker/ });
    expect([first, second].map((tile) => tile?.tabIndex)).toEqual([0, -1]);
    first?.focus();
    await user.keyboard("{ArrowRight}");
    expect(second).toHaveFocus();
  });

  it("say in words that a camera is on", async () => {
    await enter(ada, [noor], 201, shown);
    expect(within(table()).getByRole("button", { name: /^Noor Haddad, speaker, camera on$/ })).toBeVisible();
    expect(within(table()).getByRole("button", { name: /^Ada Lovelace/ })).not.toHaveAccessibleName(/camera/);
  });
});

describe("a shared screen", () => {
  it("has the middle of the room for as long as it is shared", async () => {
    const { socket } = await enter(ada, [noor, mei], 201, shown);
    await socket.tells("sources", { userId: "u3", sources: ["camera", "screen"] });
    expect(await screen.findByRole("figure", { name: "Noor Haddad's screen" })).toBeVisible();
    expect(within(table()).getByRole("button", { name: /^Noor Haddad/ })).toHaveAccessibleName(/sharing a screen/);
    await socket.tells("sources", { userId: "u3", sources: ["camera"] });
    expect(figure("Noor Haddad's screen")).toBeNull();
    expect(within(table()).getAllByRole("listitem")).toHaveLength(2);
  });

  it("goes with whoever shares it", async () => {
    const { socket } = await enter(ada, [{ ...noor, sources: ["screen"] }], 201, shown);
    await screen.findByRole("figure", { name: "Noor Haddad's screen" });
    await socket.tells("remove-peer", { userId: "u3", peerId: "p-u3" });
    expect(figure("Noor Haddad's screen")).toBeNull();
  });
});

describe("a face that one keeps large", () => {
  const keepNoor = async (others: Parameters<typeof enter>[1]) => {
    const { user, socket } = await enter(ada, others, 201, shown);
    await user.click(within(table()).getByRole("button", { name: /^Noor Haddad/ }));
    await user.click(screen.getByRole("button", { name: "Keep large" }));
    await screen.findByRole("figure", { name: "Noor Haddad's camera" });
    return { user, socket };
  };

  it("is large until one lets go of it", async () => {
    const { user } = await keepNoor([noor, bob]);
    expect(within(table()).queryByRole("button", { name: /^Noor/ })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Stop keeping large" }));
    expect(figure("Noor Haddad's camera")).toBeNull();
    expect(within(table()).getAllByRole("listitem")).toHaveLength(3);
  });

  it("makes way once its camera is off", async () => {
    const { socket } = await keepNoor([noor, bob]);
    await socket.tells("sources", { userId: "u3", sources: ["microphone"] });
    expect(figure("Noor Haddad's camera")).toBeNull();
  });

  it("makes way for a screen that was not there before", async () => {
    const { socket } = await keepNoor([noor, bob]);
    await socket.tells("sources", { userId: "u4", sources: ["screen"] });
    expect(figure("Noor Haddad's camera")).toBeNull();
    expect(figure("Bob Stone's screen")).toBeVisible();
  });

  it("stands before a screen that was there, which waits among the faces", async () => {
    const { user } = await keepNoor([noor, { ...bob, sources: ["screen"] }]);
    await user.click(screen.getByRole("button", { name: "Bob Stone's screen" }));
    expect(figure("Bob Stone's screen")).toBeVisible();
    expect(figure("Noor Haddad's camera")).toBeNull();
  });

  it("is not offered of somebody without a camera", async () => {
    const { user } = await enter(ada, [noor, mei], 201, shown);
    await user.click(within(table()).getByRole("button", { name: /^Ada Lovelace/ }));
    expect(screen.queryByRole("button", { name: "Keep large" })).toBeNull();
  });
});
