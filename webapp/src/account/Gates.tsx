import { useState } from "react";
import { Navigate, Outlet } from "react-router";
import { useEnding, useSignedIn } from "../api/signedIn";
import { Spinner } from "../ui/Spinner";
import { useMe } from "./me";
import { useHere, useNext, withNext } from "./next";
import { useThrownOut } from "./useThrownOut";

/** Around pages for those who are signed in; others sign in first and come back. */
export function SignedInOnly() {
  const signedIn = useSignedIn();
  const ending = useEnding();
  const here = useHere();
  const [began] = useState(signedIn);
  useThrownOut(signedIn);
  if (signedIn) return <Outlet />;
  // Who signed out did not ask to come back.
  const left = began && ending !== undefined && ending !== "expired";
  return <Navigate replace to={left ? "/sign-in" : withNext("/sign-in", here)} />;
}

/** Around the sign-in pages: who is signed in, or becomes so there, goes on to where they wanted to be. */
export function SignedOutOnly() {
  const signedIn = useSignedIn();
  const { data: me, isLoading } = useMe();
  const { next } = useNext();
  if (!signedIn) return <Outlet />;
  if (me) return <Navigate replace to={me.activated ? next : withNext("/welcome", next)} />;
  // Not known yet. When it can't be known, signing in again is still of use.
  return isLoading ? <Spinner /> : <Outlet />;
}
