import { useState } from "react";
import type { ComponentType } from "react";
import { Navigate, Outlet, useMatch } from "react-router";
import type { Guest } from "../api/session";
import { useEnding, useGuest, useSignedIn, useVisited } from "../api/signedIn";
import { Spinner } from "../ui/Spinner";
import { useMe } from "./me";
import { useHere, useNext, withNext } from "./next";
import { useThrownOut } from "./useThrownOut";

/** Around pages for those who are signed in; others sign in first and come back. Guests have one room, and a page about it once their visit is over. */
export function SignedInOnly({ visitOver: VisitOver }: { visitOver: ComponentType<{ visited: Guest }> }) {
  const signedIn = useSignedIn();
  const guest = useGuest();
  const visited = useVisited();
  const room = useMatch("/rooms/:id")?.params.id;
  const ending = useEnding();
  const here = useHere();
  const [began] = useState(signedIn);
  useThrownOut(signedIn);
  if (signedIn || (guest !== undefined && guest.room === room)) return <Outlet />;
  if (visited !== undefined && visited.room === room) return <VisitOver visited={visited} />;
  // Somebody who signed out did not ask to come back.
  const left = began && ending !== undefined && ending !== "expired";
  return <Navigate replace to={left ? "/sign-in" : withNext("/sign-in", here)} />;
}

/** Around the sign-in pages: people who are signed in, or sign in there, go on to where they wanted to be. */
export function SignedOutOnly() {
  const signedIn = useSignedIn();
  const { data: me, isLoading } = useMe();
  const { next: asked, asked: wants } = useNext();
  const visited = useVisited();
  // The guest's seat is not the account's: it is let in by the same invitation.
  const next = visited?.code !== undefined && asked === `/rooms/${visited.room}` ? `/invite/${visited.code}` : asked;
  if (!signedIn) return <Outlet />;
  if (me) return <Navigate replace to={me.activated ? next : wants ? withNext("/welcome", next) : "/welcome"} />;
  // Not known yet. When it can't be known, signing in again is still of use.
  return isLoading ? <Spinner /> : <Outlet />;
}
