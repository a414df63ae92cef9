import { screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { open, titled } from "./test/open";

describe("the client", () => {
  it("opens the landing page without asking the server anything", async () => {
    const fetched = vi.fn();
    vi.stubGlobal("fetch", fetched);
    open("/");
    expect(screen.getByRole("heading", { level: 1, name: "Take a seat and talk." })).toBeVisible();
    await titled("Parley: voice rooms in the browser");
    expect(fetched).not.toHaveBeenCalled();
  });

  it("lets the picture be stopped and started", async () => {
    const user = open("/");
    await user.click(screen.getByRole("button", { name: "Pause the picture" }));
    const picture = screen.getByRole("img", { name: /A room seen from above/ });
    expect(picture.parentElement).toHaveAttribute("data-still", "true");
    await user.click(screen.getByRole("button", { name: "Let the picture move" }));
    expect(picture.parentElement).toHaveAttribute("data-still", "false");
  });

  it("says kindly that an address leads nowhere, and leads home from there", async () => {
    const user = open("/no/such/page");
    expect(await screen.findByRole("heading", { level: 1, name: "There is no room here" })).toBeVisible();
    await titled("Page not found · Parley");

    await user.click(screen.getByRole("link", { name: "To the start page" }));
    expect(screen.getByRole("heading", { level: 1, name: "Take a seat and talk." })).toBeVisible();
    // A screen reader goes on at the new page's beginning.
    expect(screen.getByRole("main")).toHaveFocus();
  });
});
