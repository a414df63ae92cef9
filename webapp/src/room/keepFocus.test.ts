import { afterEach, describe, expect, it, vi } from "vitest";
import { keepFocus } from "./keepFocus";

afterEach(() => {
  document.body.innerHTML = "";
});

function room() {
  document.body.innerHTML = `<main><button id="first-control"></button><p id="banner"><button id="no"></button></p><aside tabindex="-1"><p id="hand"><button id="accept"></button></p></aside></main>`;
  const root = document.querySelector("main");
  if (!root) throw new Error("no main");
  keepFocus(root);
  return (id: string) => document.getElementById(id) ?? document.body;
}

describe("the focus", () => {
  it("goes to the microphone when the button that had it is gone", async () => {
    const find = room();
    find("no").focus();
    find("banner").remove();
    await vi.waitFor(() => {
      expect(find("first-control")).toHaveFocus();
    });
  });

  it("stays in the panel whose button is gone", async () => {
    const find = room();
    find("accept").focus();
    find("hand").remove();
    await vi.waitFor(() => {
      expect(document.querySelector("aside")).toHaveFocus();
    });
  });

  it("is left alone when something else goes", async () => {
    const find = room();
    find("accept").focus();
    find("banner").remove();
    await Promise.resolve();
    expect(find("accept")).toHaveFocus();
  });
});
