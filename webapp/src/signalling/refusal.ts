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
