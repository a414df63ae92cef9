import { beforeEach, describe, expect, it, vi } from "vitest";
import { Refusal } from "../signalling/refusal";
import { createUnsent, memoryOf } from "./unsent";

const lost = () => new Refusal("lost", "Lost.");

function world(kept: Pick<Storage, "getItem" | "setItem" | "removeItem"> = localStorage) {
  const asked: { text: string; replyTo: string | undefined; answer: () => void; refuse: (refusal: Refusal) => void }[] = [];
  /** What the room has of one's own. */
  const room: { id: string; text: string }[] = [];
  const onFailed = vi.fn();
  const unsent = createUnsent({
    send: ({ text, replyTo }) =>
      new Promise<void>((resolve, reject) => {
        asked.push({ text, replyTo, answer: resolve, refuse: reject });
      }),
    alike: (text) => room.filter((line) => line.text === text).map(({ id }) => id),
    memory: memoryOf("r", () => kept),
    onFailed,
  });
  const texts = () => unsent.lines.get().map(({ text, failed }) => (failed ? `${text}!` : text));
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return { unsent, asked, room, texts, onFailed, settled, sent: () => asked.map(({ text }) => text) };
}

beforeEach(() => {
  localStorage.clear();
});

describe("what one writes", () => {
  it("is sent one after the other, and waits until the room is there", async () => {
    const { unsent, asked, texts, sent, settled } = world();
    unsent.write("one");
    unsent.write("two");
    expect(sent()).toEqual([]);
    unsent.resume(true);
    expect(sent()).toEqual(["one"]);
    asked[0]?.answer();
    await settled();
    expect(sent()).toEqual(["one", "two"]);
    expect(texts()).toEqual(["two"]);
    asked[1]?.answer();
    await settled();
    expect(texts()).toEqual([]);
  });

  it("is not sent again when the line was lost after it had arrived", async () => {
    const { unsent, asked, room, texts, sent, settled } = world();
    room.push({ id: "earlier", text: "ok" });
    unsent.resume(true);
    unsent.write("ok");
    unsent.write("and then?");
    asked[0]?.refuse(lost());
    await settled();
    expect(sent()).toEqual(["ok"]);
    room.push({ id: "later", text: "ok" });
    unsent.resume(true);
    expect(texts()).toEqual(["and then?"]);
    expect(sent()).toEqual(["ok", "and then?"]);
  });

  it("is sent again, first, when the line was lost before it arrived, even where it was said before", async () => {
    const { unsent, asked, room, sent, settled } = world();
    room.push({ id: "earlier", text: "ok" });
    unsent.resume(true);
    unsent.write("ok");
    unsent.write("and then?");
    asked[0]?.refuse(lost());
    await settled();
    unsent.resume(true);
    expect(sent()).toEqual(["ok", "ok"]);
  });

  it("is left to its writer where nobody can tell whether it arrived", async () => {
    const { unsent, asked, texts, sent, settled } = world();
    unsent.resume(true);
    unsent.write("ok");
    asked[0]?.refuse(lost());
    await settled();
    unsent.resume(false);
    expect(texts()).toEqual(["ok!"]);
    expect(sent()).toEqual(["ok"]);
  });

  it("is kept when it was refused, tried again when asked, and does not hold up the next", async () => {
    const { unsent, asked, texts, sent, settled, onFailed } = world();
    unsent.resume(true);
    unsent.write("one");
    unsent.write("two");
    asked[0]?.refuse(new Refusal("rate_limited", "Slow down."));
    await settled();
    expect(onFailed).toHaveBeenCalledOnce();
    expect(texts()).toEqual(["one!", "two"]);
    asked[1]?.answer();
    await settled();
    unsent.again(unsent.lines.get()[0]?.key ?? "");
    expect(texts()).toEqual(["one"]);
    expect(sent()).toEqual(["one", "two", "one"]);
  });

  it("no longer waits once it is seen in the room", async () => {
    const { unsent, asked, texts, settled } = world();
    unsent.resume(true);
    unsent.write("one");
    unsent.arrived("one");
    expect(texts()).toEqual([]);
    asked[0]?.answer();
    await settled();
    expect(texts()).toEqual([]);
  });

  it("is there again after the page was loaded anew, with what was not finished, and is not sent unasked", () => {
    const before = world();
    before.unsent.write("one");
    before.unsent.setDraft("two, but");
    const { unsent, texts, sent } = world();
    unsent.resume(true);
    expect(texts()).toEqual(["one!"]);
    expect(unsent.draft()).toBe("two, but");
    expect(sent()).toEqual([]);
  });

  it("is not offered again after the page was loaded anew when it had arrived", () => {
    world().unsent.write("one");
    const { unsent, texts, room } = world();
    room.push({ id: "1", text: "one" });
    unsent.resume(true);
    expect(texts()).toEqual([]);
  });

  it("keeps what it answers: in the draft, while it waits, and when it is tried again", async () => {
    const before = world();
    before.unsent.answer("m1");
    before.unsent.setDraft("So do I");
    const { unsent, asked, settled } = world();
    expect(unsent.replyTo.get()).toBe("m1");
    unsent.resume(true);
    unsent.write("So do I");
    unsent.write("Hello");
    expect(unsent.replyTo.get()).toBeUndefined();
    asked[0]?.refuse(new Refusal("rate_limited", "Slow down."));
    await settled();
    asked[1]?.answer();
    await settled();
    unsent.again(unsent.lines.get()[0]?.key ?? "");
    expect(asked.map(({ text, replyTo }) => [text, replyTo])).toEqual([["So do I", "m1"], ["Hello", undefined], ["So do I", "m1"]]);
  });

  it("leaves nothing behind once all is said", async () => {
    const { unsent, asked, settled } = world();
    unsent.resume(true);
    unsent.write("one");
    asked[0]?.answer();
    await settled();
    expect(localStorage.length).toBe(0);
  });
});
