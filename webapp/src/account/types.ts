import type { paths } from "../api/schema";

type Answer<T> = T extends { responses: { 200: { content: { "application/json": infer Body } } } } ? Body : never;
type Body<T> = T extends { requestBody: { content: { "application/json": infer Sent } } } ? Sent : never;

/** The signed-in person's own account. */
export type Account = Answer<paths["/api/user"]["get"]>["user"];
/** A guest, as others in the room see them. */
export type Visitor = Answer<paths["/api/guest"]["get"]>["user"];
export type GuestAnswer = paths["/api/invites/{code}/guest"]["post"]["responses"][201]["content"]["application/json"];
export type OwnSession = Answer<paths["/api/sessions"]["get"]>["sessions"][number];
export type ProfileChange = Body<paths["/api/user/update_profile"]["put"]>;
export type Activation = Body<paths["/api/activate"]["post"]>;
export type NewAccount = Body<paths["/api/auth/register"]["post"]>;
export type Credentials = Body<paths["/api/auth/login"]["post"]>;
export type PasswordReset = Body<paths["/api/auth/password/reset"]["post"]>;
export type PasswordChange = Body<paths["/api/auth/password/change"]["post"]>;
export type EmailCode = Body<paths["/api/auth/email/verify"]["post"]>;

/** Where a sign-in code goes. */
export type Recipient = { email: string } | { phone: string };
export type AddressKind = "email" | "phone";
export type AddressAsked = Answer<paths["/api/user/addresses"]["post"]>;
export type SentCode = Answer<paths["/api/send-otp"]["post"]>;
