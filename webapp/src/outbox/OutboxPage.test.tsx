import { act, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open, titled } from "../test/open";

const older = { channel: "mail", to: "ada@example.org", subject: "Welcome", text: "Hello Ada", at: "2026-03-01T10:00:00Z" };
const newer = { channel: "sms", to: "+44 20 0000", text: "Your code is 482913", code: "482913", at: "2026-03-01T10:05:00Z" };

function answer(status: number, body: unknown) {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}

/** The server's answers, one after the other; the last one stays. */
function serverAnswers(...answers: (() => Response)[]) {
  const fetched = vi.fn<typeof fetch>(() => {
    const next = answers.length > 1 ? answers.shift() : answers[0];
    return next ? Promise.resolve(next()) : Promise.reject(new TypeError("Failed to fetch"));
  });
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

const holding = (...messages: object[]) => () => answer(200, { success: true, messages });
const absent = () => answer(404, { code: "not-found", title: "Not found", status: 404 });

describe("the outbox", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("asks the server at its absolute address and shows the newest message first", async () => {
    const fetched = serverAnswers(holding(older, newer));
    open("/outbox");
    const messages = await screen.findAllByRole("article");
    expect(messages.map((message) => within(message).getByRole("heading").textContent)).toEqual(["Text message", "Welcome"]);
    expect(screen.getByText("2 messages")).toHaveAttribute("role", "status");
    await titled("Development outbox · Parley");
    expect((fetched.mock.calls[0]?.[0] as Request).url).toBe(`${location.origin}/api/dev/outbox`);
  });

  it("finds a new message by itself", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    serverAnswers(holding(older), holding(older, newer));
    open("/outbox");
    expect(await screen.findByText("1 message")).toBeVisible();
    await act(() => vi.advanceTimersByTimeAsync(2_100));
    expect(await screen.findByText("2 messages")).toBeVisible();
  });

  it("copies a code, and says so", async () => {
    serverAnswers(holding(newer));
    const user = open("/outbox");
    await user.click(await screen.findByRole("button", { name: "Copy the code" }));
    expect(await screen.findByText("Copied")).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe("482913");
  });

  it("selects the code where there is no clipboard", async () => {
    serverAnswers(holding(newer));
    const user = open("/outbox");
    const button = await screen.findByRole("button", { name: "Copy the code" });
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("not allowed"));
    await user.click(button);
    expect(await screen.findByText("Selected, now copy it")).toBeVisible();
    expect(getSelection()?.toString()).toBe("482913");
  });

  it("lets only a link of this site be clicked", async () => {
    const links = [`${location.origin}/confirm`, "https://elsewhere.example/confirm", "javascript:alert(1)", "not a link"];
    serverAnswers(holding(...links.map((link) => ({ ...older, link }))));
    open("/outbox");
    await screen.findAllByRole("article");
    const inMessages = within(screen.getByRole("list")).getAllByRole("link");
    expect(inMessages.map((link) => link.getAttribute("href"))).toEqual([`${location.origin}/confirm`, "not a link"]);
    expect(screen.getByText("javascript:alert(1)")).toBeVisible();
    expect(screen.getAllByText(/leads to another site/)).toHaveLength(2);
  });

  it("explains itself while it is empty", async () => {
    serverAnswers(holding());
    open("/outbox");
    expect(await screen.findByRole("heading", { name: "Nothing sent yet" })).toBeVisible();
  });

  it("explains a server that really sends, and stops asking it", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const fetched = serverAnswers(absent);
    open("/outbox");
    expect(await screen.findByRole("heading", { level: 1, name: "Messages really go out here" })).toBeVisible();
    const asked = fetched.mock.calls.length;
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(fetched).toHaveBeenCalledTimes(asked);
  });

  it("says when the server can't be reached, and shows the messages once it can", async () => {
    let away = true;
    const there = holding(older);
    serverAnswers(() => {
      if (away) throw new TypeError("Failed to fetch");
      return there();
    });
    const user = open("/outbox");
    expect(await screen.findByRole("alert")).toHaveTextContent("The server can't be reached.");
    const again = screen.getByRole("button", { name: "Try again" });
    away = false;
    await user.click(again);
    expect(await screen.findByText("1 message")).toBeVisible();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("passes on what the server says is wrong", async () => {
    serverAnswers(() => answer(500, { code: "internal", message: "The database does not answer.", requestId: "r-9" }));
    open("/outbox");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("The database does not answer.");
    expect(alert).toHaveTextContent("Request r-9");
  });
});
