import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { open, titled } from "../test/open";
import { preferred, startLanguage } from "./setup";

describe("the language", () => {
  it("is changed by the switch, for the page, its title and the next visit", async () => {
    const user = open("/");
    await user.click(screen.getByRole("button", { name: "Deutsch" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Setz dich dazu und sprich." })).toBeVisible();
    expect(document.documentElement.lang).toBe("de");
    await titled("Parley: Sprachräume im Browser");
    expect(localStorage.getItem("parley.language")).toBe("de");

    await user.click(screen.getByRole("button", { name: "English" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Take a seat and talk." })).toBeVisible();
    expect(document.documentElement.lang).toBe("en");
  });

  it("comes with each page that is opened, and with all of them when it is changed", async () => {
    const user = open("/sign-in");
    expect(await screen.findByRole("heading", { level: 1, name: "Good to see you" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Deutsch" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Schön, dass du da bist" })).toBeVisible();
    expect(screen.getByLabelText("E-Mail-Adresse")).toBeVisible();
    await user.click(screen.getByRole("link", { name: "Parley, zur Startseite" }));
    await user.click(screen.getByRole("button", { name: "English" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Take a seat and talk." })).toBeVisible();
  });

  it("is the saved one on the next visit", async () => {
    localStorage.setItem("parley.language", "de");
    await startLanguage();
    open("/");
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Setz dich dazu");
  });

  it.each([
    [["de-AT", "en"], "de"],
    [["fr", "DE"], "de"],
    [["en-GB", "de"], "en"],
    [["fr", "pt-BR"], "en"],
    [["toString"], "en"],
    [[], "en"],
  ])("for a reader of %j is %s", (wanted, expected) => {
    expect(preferred(wanted)).toBe(expected);
  });
});
