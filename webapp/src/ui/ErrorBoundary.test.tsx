import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { ErrorBoundary } from "./ErrorBoundary";

function Broken(): never {
  throw new Error("the table has collapsed");
}

describe("the error boundary", () => {
  it("shows a kind page that offers to load again", async () => {
    // React reports the error as well; that is right in a browser and noise here.
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const reload = vi.fn();
    render(
      <ErrorBoundary reload={reload}>
        <Broken />
      </ErrorBoundary>,
    );
    expect(screen.getByRole("heading", { level: 1, name: "Something broke on our side" })).toBeVisible();
    expect(screen.queryByText(/collapsed/)).not.toBeInTheDocument();
    expect(document.title).toBe("Something broke · Parley");
    expect(screen.getByRole("link", { name: "To the start page" })).toHaveAttribute("href", "/");

    await userEvent.click(screen.getByRole("button", { name: "Load the page again" }));
    expect(reload).toHaveBeenCalledOnce();
  });

  it("stays out of the way of what works", () => {
    render(
      <ErrorBoundary>
        <p>All is well</p>
      </ErrorBoundary>,
    );
    expect(screen.getByText("All is well")).toBeVisible();
  });
});
