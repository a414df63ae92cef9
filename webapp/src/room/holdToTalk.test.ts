import { afterEach, describe, expect, it, vi } from "vitest";
import { createHoldToTalk, holdsToTalk } from "./holdToTalk";

function world() {
  document.body.innerHTML = `<main><button id="chat"></button><button id="microphone" ${holdsToTalk}></button><textarea id="text"></textarea>
    <a id="link" href="/"></a><dialog open><p id="asked"></p></dialog></main>`;
  const talk = vi.fn<(on: boolean) => void>();
  const tapped = vi.fn();
  const hold = createHoldToTalk(talk, tapped);
  const at = (id?: string) => (id === undefined ? document.body : document.getElementById(id)) ?? document.body;
  const press = (id?: string, repeat = false) => hold.press({ target: at(id), repeat });
  return { talk, tapped, hold, at, press };
}

afterEach(() => {
  document.body.innerHTML = "";
});

describe("holding the space bar", () => {
  it.each([undefined, "microphone"])("talks once, however long it is held, and ends muted (%s)", (where) => {
    const { talk, hold, press } = world();
    expect(press(where)).toBe(true);
    expect(press(where, true)).toBe(true);
    hold.release();
    hold.release();
    expect(talk.mock.calls).toEqual([[true], [false]]);
  });

  it.each(["chat", "link", "text", "asked"])("is left to what has the focus: %s", (where) => {
    const { talk, hold, press } = world();
    expect(press(where)).toBe(false);
    hold.release();
    expect(talk).not.toHaveBeenCalled();
  });

  it("is explained to whoever only tapped the key, and to nobody else", () => {
    vi.useFakeTimers();
    const { talk, tapped, hold, press } = world();
    press("microphone");
    vi.advanceTimersByTime(1_000);
    hold.letGo();
    expect(tapped).not.toHaveBeenCalled();
    press("microphone");
    hold.letGo();
    expect(tapped).toHaveBeenCalledOnce();
    hold.letGo();
    expect(tapped).toHaveBeenCalledOnce();
    expect(talk).toHaveBeenLastCalledWith(false);
    vi.useRealTimers();
  });

  it("does not begin in the middle of a key that was pressed elsewhere", () => {
    const { talk, hold, press } = world();
    expect(press("text")).toBe(false);
    expect(press(undefined, true)).toBe(true);
    hold.release();
    expect(talk).not.toHaveBeenCalled();
  });

  it.each(["chat", "text", "asked"])("ends when the focus goes to %s", (where) => {
    const { talk, hold, press, at } = world();
    press();
    hold.moved(at(where));
    expect(talk.mock.calls).toEqual([[true], [false]]);
    expect(hold.isHeld()).toBe(false);
  });
});
