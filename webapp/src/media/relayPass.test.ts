import { beforeEach, describe, expect, it, vi } from "vitest";
import type { IceServer } from "../protocol/things";
import { createRelayPass, renewIn } from "./relayPass";

const start = 1_700_000_000_000;

function relay(endsIn: number): IceServer[] {
  return [{ urls: "stun:a" }, { urls: "turn:a", username: `${(Date.now() + endsIn) / 1_000}:ada`, credential: "x" }];
}

describe("the pass to the relays", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: start });
    return () => vi.useRealTimers();
  });

  it("is renewed before it ends, again and again", async () => {
    const ask = vi.fn(() => Promise.resolve(relay(120_000)));
    const use = vi.fn();
    const pass = createRelayPass(ask, use);
    pass.take(relay(120_000));
    await vi.advanceTimersByTimeAsync(89_000);
    expect(ask).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(use).toHaveBeenLastCalledWith(relay(120_000 - 1_000));
    await vi.advanceTimersByTimeAsync(90_000);
    expect(use).toHaveBeenCalledTimes(3);
    pass.close();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("is asked for again when the server could not be asked", async () => {
    const answers: IceServer[][] = [];
    const use = vi.fn();
    const pass = createRelayPass(() => Promise.resolve(answers.pop()), use);
    pass.take(relay(20_000));
    await vi.advanceTimersByTimeAsync(16_000);
    answers.push(relay(60_000));
    await vi.advanceTimersByTimeAsync(15_000);
    expect(use).toHaveBeenCalledTimes(2);
    pass.close();
  });

  it("does not take the place of one that came meanwhile", async () => {
    let answered: (servers: IceServer[]) => void = () => undefined;
    const use = vi.fn();
    const pass = createRelayPass(() => new Promise((resolve) => (answered = resolve)), use);
    pass.take(relay(20_000));
    await vi.advanceTimersByTimeAsync(16_000);
    const newer = relay(300_000);
    pass.take(newer);
    answered(relay(1));
    await vi.advanceTimersByTimeAsync(0);
    expect(use).toHaveBeenLastCalledWith(newer);
    pass.close();
  });

  it("is not asked for where none ends, and a wrong clock neither floods the server nor forgets", () => {
    expect(renewIn([{ urls: "stun:a" }], start)).toBeUndefined();
    expect(renewIn(relay(-3_600_000), start)).toBe(15_000);
    expect(renewIn(relay(3_600_000), start)).toBe(240_000);
  });
});
