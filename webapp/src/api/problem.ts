/** What the server answers when it refuses (application/problem+json), and what we make of every other failure. */
export interface Problem {
  type: string;
  title: string;
  /** The HTTP status; 0 when no answer arrived. */
  status: number;
  detail: string;
  success: false;
  message: string;
  /** Stable, for programs. The client's own codes are those of `ClientCode`. */
  code: string;
  errors: FieldError[];
  requestId: string | undefined;
  /** In how many seconds to come back, where the server said so. */
  retryAfter?: number;
}

export interface FieldError {
  field: string;
  message: string;
}

/** Failures the server could not describe itself. */
export const clientCodes = ["network", "timeout", "unreadable", "unexpected"] as const;
export type ClientCode = (typeof clientCodes)[number];

/** Turns anything an RTK Query hook or a thrown error can hold into a problem. */
export function toProblem(error: unknown): Problem {
  if (!isRecord(error)) return clientProblem("unexpected", 0, String(error));
  const status = error["status"];
  switch (status) {
    case "FETCH_ERROR":
      return clientProblem("network", 0, text(error["error"]));
    case "TIMEOUT_ERROR":
      return clientProblem("timeout", 0, text(error["error"]));
    case "PARSING_ERROR":
      // Often a proxy's HTML page; the status still tells what happened.
      return clientProblem("unreadable", number(error["originalStatus"]), text(error["error"]));
    default:
  }
  if (typeof status === "number") {
    const problem = answered(status, error["data"]);
    return typeof error["retryAfter"] === "number" ? { ...problem, retryAfter: error["retryAfter"] } : problem;
  }
  return clientProblem("unexpected", 0, text(error["message"]));
}

function answered(status: number, body: unknown): Problem {
  if (!isRecord(body) || typeof body["code"] !== "string") return clientProblem("unexpected", status, "");
  const title = text(body["title"]);
  const detail = text(body["detail"]);
  return {
    type: text(body["type"]) || "about:blank",
    title,
    status,
    detail,
    success: false,
    message: text(body["message"]) || detail || title,
    code: body["code"],
    errors: Array.isArray(body["errors"]) ? body["errors"].filter(isFieldError) : [],
    requestId: typeof body["requestId"] === "string" ? body["requestId"] : undefined,
  };
}

/** The code of a problem's body; empty when it is something else. */
export function codeOf(body: unknown): string {
  return isRecord(body) ? text(body["code"]) : "";
}

/** Retry-After is a number of seconds or a date. */
export function retryAfterSeconds(header: string | null | undefined): number | undefined {
  if (header == null || header === "") return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1_000);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

function clientProblem(code: ClientCode, status: number, detail: string): Problem {
  return {
    type: "about:blank",
    title: code,
    status,
    detail,
    success: false,
    message: detail,
    code,
    errors: [],
    requestId: undefined,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isFieldError(value: unknown): value is FieldError {
  return isRecord(value) && typeof value["field"] === "string" && typeof value["message"] === "string";
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
