import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { RoomState } from "../signalling/room";
import { nameIn } from "./news";

const tag = "invited_to_speak";

/** While the page is hidden, an invitation to speak is shown where the system shows notifications, if the person lets Parley show any. */
export function useInvitedAway(room: RoomState): void {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { invitedBy } = room;
  const { id, name } = room.room;
  const text = invitedBy === undefined ? undefined : t("banner.invited", { name: nameIn(room, invitedBy) });
  useEffect(() => {
    if (text === undefined || !document.hidden || !("Notification" in globalThis) || Notification.permission !== "granted") return;
    const shown = navigator.serviceWorker.getRegistration().then(async (registration) => {
      await registration?.showNotification(text, { body: name, tag, icon: "/app/icon-192.png", data: `/rooms/${id}` });
      return registration;
    });
    shown.catch((error: unknown) => {
      console.warn("The invitation to speak is not shown outside this page", error);
    });
    return () => {
      // Answered, or taken back.
      void shown
        .then((registration) => registration?.getNotifications({ tag }))
        .then(
          (notes) => {
            for (const note of notes ?? []) note.close();
          },
          () => undefined,
        );
    };
  }, [text, id, name]);
}
