import { afterEach, describe, expect, it, vi } from "vitest";
import { retryAfterSeconds, toProblem } from "./problem";

const refused = {
  type: "about:blank",
  title: "Bad request",
  status: 400,
  detail: "The request is not valid.",
  success: false,
  message: "Please correct the marked fields.",
  code: "validation",
  errors: [{ field: "email", message: "is not an address" }],
  requestId: "r-7",
};

describe("a problem", () => {
  it("is what the server said", () => {
    expect(toProblem({ status: 400, data: refused })).toEqual(refused);
  });

  it("keeps the status of the answer and leaves out what is not a field error", () => {
    const problem = toProblem({ status: 422, data: { code: "odd", detail: "Odd.", status: 400, errors: [null, "x", { field: "a" }] } });
    expect(problem).toMatchObject({ status: 422, code: "odd", message: "Odd.", errors: [], requestId: undefined });
  });

  it.each([
    ["no connection", { status: "FETCH_ERROR", error: "TypeError: Failed to fetch" }, "network", 0],
    ["no answer in time", { status: "TIMEOUT_ERROR", error: "aborted" }, "timeout", 0],
    ["a proxy's HTML page", { status: "PARSING_ERROR", originalStatus: 502, data: "<html>", error: "SyntaxError" }, "unreadable", 502],
    ["JSON that is no problem", { status: 500, data: { oops: true } }, "unexpected", 500],
    ["an empty answer", { status: 503, data: null }, "unexpected", 503],
    ["an error of our own", new TypeError("x is undefined"), "unexpected", 0],
    ["something thrown that is no error", "just text", "unexpected", 0],
    ["nothing", undefined, "unexpected", 0],
  ])("is made of %s", (_, error, code, status) => {
    expect(toProblem(error)).toMatchObject({ success: false, code, status, errors: [] });
  });
});

describe("when to come back", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ["90", 90],
    ["0", 0],
    ["Sun, 01 Mar 2026 10:02:00 GMT", 120],
    ["Sun, 01 Mar 2026 09:00:00 GMT", 0],
    ["soon", undefined],
    ["", undefined],
    [null, undefined],
  ])("is read from %j", (header, seconds) => {
    vi.useFakeTimers({ now: Date.parse("2026-03-01T10:00:00Z") });
    expect(retryAfterSeconds(header)).toBe(seconds);
  });

  it("is part of the problem", () => {
    expect(toProblem({ status: 429, data: { code: "rate_limited" }, retryAfter: 90 })).toMatchObject({ code: "rate_limited", retryAfter: 90 });
  });
});
