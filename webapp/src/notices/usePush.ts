import { useEffect, useMemo } from "react";
import { useDispatch } from "react-redux";
import { useNavigate } from "react-router";
import { lookAgain, usePushKeyMutation, useSubscribeMutation, useUnsubscribeMutation } from "./api";
import { owner } from "./owner";
import type { Server } from "./push";

/** The server, as pushing needs it. */
export function usePushServer(): Server {
  const [key] = usePushKeyMutation();
  const [subscribe] = useSubscribeMutation();
  const [unsubscribe] = useUnsubscribeMutation();
  return useMemo(
    () => ({
      key: () => key(undefined).unwrap(),
      subscribe: (subscription) => subscribe(subscription).unwrap(),
      unsubscribe: (subscription) => unsubscribe(subscription).unwrap(),
    }),
    [key, subscribe, unsubscribe],
  );
}

/** What the service worker says: that there is something new, or that somebody wants to see it. */
export function useWoken(): void {
  const navigate = useNavigate();
  const dispatch = useDispatch();
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return;
    const workers = navigator.serviceWorker;
    const hear = ({ data }: MessageEvent<unknown>) => {
      if (data === "told") dispatch(lookAgain());
      else if (isOpen(data)) void navigate(data.open);
    };
    workers.addEventListener("message", hear);
    return () => {
      workers.removeEventListener("message", hear);
    };
  }, [navigate, dispatch]);
}

function isOpen(data: unknown): data is { open: string } {
  return typeof data === "object" && data !== null && "open" in data && typeof data.open === "string" && /^\/(?!\/)/.test(data.open);
}

/** Once for each person who signs in here. */
export function useGoOn(self: string | undefined): void {
  const server = usePushServer();
  useEffect(() => {
    // Most devices were never turned on, and need not load how.
    if (self === undefined || localStorage.getItem(owner) !== self) return;
    import("./push").then(({ browser, goOn }) => goOn(self, server, browser)).catch((error: unknown) => {
      console.warn("This device is not woken at present", error);
    });
  }, [self, server]);
}
