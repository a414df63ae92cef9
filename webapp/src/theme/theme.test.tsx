import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { open } from "../test/open";
import firstPaint from "../../public/theme.js?raw";
import { startTheme, theme } from "./theme";

const root = document.documentElement;

/** What the browser does before anything else of ours runs. */
function loadPage(): void {
  delete root.dataset["theme"];
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- our own file, as the browser runs it
  new Function(firstPaint)();
}

describe("the theme", () => {
  let stop: () => void;

  beforeEach(() => {
    document.head.innerHTML = `
      <meta name="theme-color" media="(prefers-color-scheme: light)" content="">
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content="">`;
    stop = startTheme();
  });

  afterEach(() => {
    stop();
    document.head.innerHTML = "";
  });

  const colours = () => [...document.querySelectorAll("meta")].map((meta) => meta.content);

  it("goes round from the system's to light, dark and back, and is remembered", async () => {
    const user = open("/");
    expect(root).not.toHaveAttribute("data-theme");

    await user.click(screen.getByRole("button", { name: "Theme: same as the system" }));
    expect(root).toHaveAttribute("data-theme", "light");
    expect(localStorage.getItem("parley.theme")).toBe("light");

    await user.click(screen.getByRole("button", { name: "Theme: light" }));
    expect(root).toHaveAttribute("data-theme", "dark");
    expect(localStorage.getItem("parley.theme")).toBe("dark");

    await user.click(screen.getByRole("button", { name: "Theme: dark" }));
    expect(root).not.toHaveAttribute("data-theme");
    expect(localStorage.getItem("parley.theme")).toBeNull();
    expect(screen.getByRole("button", { name: "Theme: same as the system" })).toBeVisible();
  });

  it("is on the page before the client runs, when one was chosen", async () => {
    const user = open("/");
    await user.click(screen.getByRole("button", { name: /^Theme/ }));
    await user.click(screen.getByRole("button", { name: /^Theme/ }));
    loadPage();
    expect(root).toHaveAttribute("data-theme", "dark");

    localStorage.setItem("parley.theme", "nonsense");
    loadPage();
    expect(root).not.toHaveAttribute("data-theme");
  });

  it("colours the browser's frame: both ways for the system, one way when chosen", async () => {
    const [light, dark] = colours();
    expect(light).not.toBe(dark);
    const user = open("/");
    await user.click(screen.getByRole("button", { name: /^Theme/ }));
    expect(colours()).toEqual([light, light]);
    await user.click(screen.getByRole("button", { name: /^Theme/ }));
    expect(colours()).toEqual([dark, dark]);
    await user.click(screen.getByRole("button", { name: /^Theme/ }));
    expect(colours()).toEqual([light, dark]);
  });

  it("follows a choice made in another tab", () => {
    open("/");
    localStorage.setItem("parley.theme", "dark");
    act(() => {
      dispatchEvent(new StorageEvent("storage", { key: "parley.theme" }));
    });
    expect(theme()).toBe("dark");
    expect(root).toHaveAttribute("data-theme", "dark");
    expect(screen.getByRole("button", { name: "Theme: dark" })).toBeVisible();
  });
});
