import type { paths } from "../api/schema";

type Answer<T> = T extends { responses: { 200: { content: { "application/json": infer Body } } } } ? Body : never;

export type PeoplePart = Pick<Answer<paths["/api/users"]["get"]>, "users" | "nextCursor">;
/** Somebody in a list. */
export type Person = PeoplePart["users"][number];
/** Somebody's own page. */
export type Profile = Answer<paths["/api/users/{username}"]["get"]>["user"];
