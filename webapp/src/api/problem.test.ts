import { describe, expect, it } from "vitest";
import { toProblem } from "./problem";

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
