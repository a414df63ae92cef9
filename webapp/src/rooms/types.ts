import type { paths } from "../api/schema";

type Answer<T, Status extends number> = T extends { responses: Record<Status, { content: { "application/json": infer Body } }> } ? Body : never;
type Body<T> = T extends { requestBody: { content: { "application/json": infer Sent } } } ? Sent : never;

export type RoomsPart = Pick<Answer<paths["/api/rooms"]["get"], 200>, "rooms" | "nextCursor">;
/** A room in a list. */
export type Room = RoomsPart["rooms"][number];
export type CallStatsAnswer = Answer<paths["/api/call/stats"]["get"], 200>;
export type NewRoom = Body<paths["/api/rooms"]["post"]>;
export type RoomChange = Body<paths["/api/rooms/{id}"]["patch"]>;
export type InvitePreview = Answer<paths["/api/invites/{code}"]["get"], 200>["invite"];

export const shelves = ["all", "upcoming", "following", "mine"] as const;
/** Which rooms: those open to all, those that will meet, those of people one follows, one's own. */
export type Shelf = (typeof shelves)[number];

export interface Search {
  shelf: Shelf;
  query: string;
  tag: string;
}
