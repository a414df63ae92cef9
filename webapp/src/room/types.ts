import type { paths } from "../api/schema";

type Answer<T, Status extends number> = T extends { responses: Record<Status, { content: { "application/json": infer Body } }> } ? Body : never;
type Body<T> = T extends { requestBody: { content: { "application/json": infer Sent } } } ? Sent : never;

/** A room as seen from its door. */
export type Room = Answer<paths["/api/rooms/{id}"]["get"], 200>["room"];
export type Messages = Pick<Answer<paths["/api/rooms/{id}/messages"]["get"], 200>, "messages" | "quoted" | "nextCursor">;
export type Invite = Answer<paths["/api/rooms/{id}/invites"]["post"], 201>["invite"];
export type BansPart = Pick<Answer<paths["/api/rooms/{id}/bans"]["get"], 200>, "bans" | "nextCursor">;
export type Ban = BansPart["bans"][number];
export type InviteWish = Body<paths["/api/rooms/{id}/invites"]["post"]>;
