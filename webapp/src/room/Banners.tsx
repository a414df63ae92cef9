import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { speaks } from "../protocol/things";
import type { Participant } from "../protocol/things";
import { Refusal } from "../signalling/refusal";
import type { RoomState } from "../signalling/room";
import { Button } from "../ui/Button";
import type { Call, CallView } from "./call";
import { nameIn } from "./news";
import type { Sound } from "./sound";
import { useObservable } from "./useObservable";

interface Props {
  call: Call;
  view: CallView;
  room: RoomState;
  me: Participant;
  sound: Sound;
  onSound: () => void;
}

/** What stands between this person and the room right now, the most pressing first. */
export function Banners({ call, view, room, me, sound, onSound }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const blocked = useObservable(sound.speakers.blocked);
  const { status } = useObservable(sound.microphone.state);
  const mute = speaks(me.role) && status !== "on" && status !== "asking";
  return (
    <div className="flex flex-col gap-2 px-[clamp(1.125rem,4vw,3rem)] lg:px-8">
      {view.standing === "reconnecting" && <Banner>{t("banner.reconnecting")}</Banner>}
      {view.standing === "lost" && (
        <Banner
          urgent
          action={
            <Button look="quiet" onClick={call.retryNow}>
              {t("banner.retry")}
            </Button>
          }
        >
          {t("banner.lost")}
        </Banner>
      )}
      {blocked && (
        <Banner urgent action={<Button onClick={() => { sound.speakers.allow(); }}>{t("banner.allowSound")}</Button>}>
          {t("banner.blocked")}
        </Banner>
      )}
      {room.invitedBy !== undefined && (
        <Banner
          action={
            <>
              <Button
                onClick={() => {
                  if (status !== "on") void sound.microphone.start();
                  call.answerInvitation(true).catch(notAnswered);
                }}
              >
                {t("banner.accept")}
              </Button>
              <Button
                look="quiet"
                onClick={() => {
                  call.answerInvitation(false).catch(notAnswered);
                }}
              >
                {t("banner.decline")}
              </Button>
            </>
          }
        >
          {t("banner.invited", { name: nameIn(room, room.invitedBy) })}
        </Banner>
      )}
      {me.mutedByModerator && <Banner>{t("banner.silenced")}</Banner>}
      {mute && (
        <Banner
          action={
            <Button look="quiet" onClick={onSound}>
              {t("banner.openSound")}
            </Button>
          }
        >
          {t("banner.noMicrophone")}
        </Banner>
      )}
    </div>
  );
}

/** The invitation was taken back meanwhile; on a lost line it comes again. */
function notAnswered(error: unknown): void {
  if (!(error instanceof Refusal && error.code === "lost")) console.warn("The invitation could not be answered", error);
}

function Banner({ children, action, urgent = false }: { children: ReactNode; action?: ReactNode; urgent?: boolean }) {
  return (
    <div role={urgent ? "alert" : "status"} className={`flex flex-wrap items-center gap-x-5 gap-y-2 rounded-xl border-2 bg-raised px-4 py-3 ${urgent ? "border-danger" : "border-brand"}`}>
      <p className="min-w-48 grow basis-0">{children}</p>
      {action !== undefined && <div className="flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
