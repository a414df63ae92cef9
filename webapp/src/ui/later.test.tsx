import { act, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Part } from "./Part";
import { later } from "./later";

const quiet = () => undefined;

/** Within some turns of the page, which take no time worth mentioning. */
async function turnsUntil(holds: () => boolean) {
  for (let turns = 0; turns < 50 && !holds(); turns++) await new Promise((resolve) => setTimeout(resolve, 0));
  expect(holds()).toBe(true);
}

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a part of the client that comes later", () => {
  it("is asked for again while the network fails", async () => {
    const fetch = vi.fn().mockRejectedValueOnce(new Error("network")).mockRejectedValueOnce(new Error("network")).mockResolvedValue({ default: () => <p>Here</p> });
    const Later = later(fetch);
    render(
      <Part waiting={<p>Waiting</p>}>
        <Later />
      </Part>,
    );
    expect(screen.getByText("Waiting")).toBeDefined();
    await vi.advanceTimersByTimeAsync(1500);
    expect(await screen.findByText("Here")).toBeDefined();
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it("leaves the rest of the page alone when it cannot be had", async () => {
    // React writes what the boundary caught.
    vi.spyOn(console, "error").mockImplementation(quiet);
    const fetch = vi.fn().mockRejectedValue(new Error("404"));
    const Later = later(fetch);
    render(
      <>
        <p>Rest</p>
        <Part waiting={<p>Waiting</p>} broken={<p>Missing</p>}>
          <Later />
        </Part>
      </>,
    );
    await vi.advanceTimersByTimeAsync(15_500);
    expect(await screen.findByText("Missing")).toBeDefined();
    expect(screen.getByText("Rest")).toBeDefined();
    expect(fetch).toHaveBeenCalledTimes(6);
  });

  it("is shown as soon as it has come, and not some time after something was waited for", async () => {
    // React holds back in pages only, and not in what its tests do with act.
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", false);
    vi.useRealTimers();
    let comes: (part: { default: () => ReactNode }) => void = quiet;
    const Later = later(() => new Promise<{ default: () => ReactNode }>((resolve) => (comes = resolve)));
    const box = document.createElement("div");
    const page = createRoot(box);
    page.render(
      <Part waiting={<p>Waiting</p>}>
        <Later />
      </Part>,
    );
    await turnsUntil(() => box.textContent === "Waiting");
    comes({ default: () => <p>Here</p> });
    await turnsUntil(() => box.textContent === "Here");
    page.unmount();
    vi.unstubAllGlobals();
  });

  it("is there at once when it was fetched ahead", async () => {
    const Later = later(() => Promise.resolve({ default: () => <p>Here</p> }));
    await Later.ahead();
    render(
      <Part waiting={<p>Waiting</p>}>
        <Later />
      </Part>,
    );
    expect(screen.getByText("Here")).toBeDefined();
  });

  it("is asked for anew when it is shown again after it could not be had", async () => {
    vi.spyOn(console, "error").mockImplementation(quiet);
    const fetch = vi.fn().mockRejectedValue(new Error("network"));
    const Later = later(fetch);
    const dialog = (key: string) => (
      <Part key={key} broken={<p>Missing</p>}>
        <Later />
      </Part>
    );
    const { rerender } = render(dialog("first"));
    await act(() => vi.advanceTimersByTimeAsync(15_500));
    expect(screen.getByText("Missing")).toBeDefined();
    fetch.mockResolvedValue({ default: () => <p>Here</p> });
    rerender(dialog("second"));
    expect(await screen.findByText("Here")).toBeDefined();
  });

  it("does not wait for its own parts in its place", async () => {
    const Inner = later(() => new Promise<never>(quiet));
    const Later = later(() =>
      Promise.resolve({
        default: () => (
          <>
            <p>Here</p>
            <Inner />
          </>
        ),
      }),
    );
    render(
      <Part waiting={<p>Waiting</p>}>
        <Later />
      </Part>,
    );
    expect(await screen.findByText("Here")).toBeDefined();
    expect(screen.queryByText("Waiting")).toBeNull();
  });
});
