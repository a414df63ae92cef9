import { render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Part } from "./Part";
import { later } from "./later";

const quiet = () => undefined;

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
});
