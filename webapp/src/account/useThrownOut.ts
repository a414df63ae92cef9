import { useEffect } from "react";
import { useMatch } from "react-router";
import { useMe } from "./me";

/** The code by which the server closes a socket whose session is over, or whose token has to be renewed. */
const signedOut = 4001;
const pause = 5_000;

/**
 * A page that lies idle asks the server nothing, so it would go on showing what its reader may no longer see. A socket tells it; in a
 * room there is one already.
 */
export function useThrownOut(signedIn: boolean): void {
  const room = useMatch("/rooms/:id")?.params.id;
  const watching = signedIn && (room === undefined || room === "new");
  const { refetch } = useMe();
  useEffect(() => {
    if (!watching) return;
    let socket: WebSocket | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws`);
      let opened = false;
      socket.onopen = () => {
        opened = true;
      };
      socket.onclose = ({ code }) => {
        // A refused handshake looks like any other failure. Whether the session can be renewed or is over shows when anything is asked.
        if (code === signedOut || !opened) void refetch();
        again = setTimeout(open, pause + Math.random() * pause);
      };
    };
    open();
    return () => {
      clearTimeout(again);
      if (socket) socket.onclose = null;
      socket?.close();
    };
  }, [watching, refetch]);
}
