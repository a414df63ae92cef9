/** What the server would not do, by a stable code; or `lost`, when nobody can tell whether it was done. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

/** Anything but a refusal is a mistake of ours, and goes on as one. */
export function codeOf(error: unknown): string {
  if (error instanceof Refusal) return error.code;
  throw error;
}
