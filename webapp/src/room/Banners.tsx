import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { speaks } from "../protocol/things";
import type { Participant } from "../protocol/things";
import { Refusal } from "../signalling/refusal";
import type { RoomState } from "../signalling/room";
import { Button } from "../ui/Button";
import { IconButton } from "../ui/IconButton";
import type { Call, CallView } from "./call";
import { Icon } from "./icons";
import { nameIn } from "./news";
import type { Sound } from "./sound";
import { useObservable } from "./useObservable";
import { useSecondsUntil } from "./useSecondsUntil";

interface Props {
  call: Call;
  view: CallView;
  room: RoomState;
  me: Participant;
  sound: Sound;
  onSound: () => void;
}

/** What stands between this person and the room right now, the most pressing first. What one can't change from here can be put away. */
export function Banners({ call, view, room, me, sound, onSound }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const blocked = useObservable(sound.speakers.blocked);
  const { status } = useObservable(sound.microphone.state);
  const [away, setAway] = useState<string>();
  // What was put away comes again when it is about something else.
  const noMicrophone = speaks(me.role) && status !== "on" && status !== "asking" ? `microphone ${status}` : undefined;
  const silenced = me.mutedByModerator ? "silenced" : undefined;
  const current = silenced ?? noMicrophone;
  if (away !== undefined && away !== current) setAway(undefined);
  const putAway = () => {
    setAway(current);
  };
  return (
    <>
      {(view.standing === "reconnecting" || view.standing === "lost") && (
        <Banner
          urgent
          action={
            <Button look="quiet" onClick={call.retryNow}>
              {t("banner.retry")}
            </Button>
          }
        >
          <SeatKept view={view} />
        </Banner>
      )}
      {blocked && (
        <Banner urgent role="alert" action={<Button onClick={() => { sound.speakers.allow(); }}>{t("banner.allowSound")}</Button>}>
          {t("banner.blocked")}
        </Banner>
      )}
      {room.cut === true && <Banner role="alert">{t("banner.cut")}</Banner>}
      {room.soundLost === true && <Banner role="alert">{t("banner.soundLost")}</Banner>}
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
      {silenced !== undefined && away !== silenced && <Banner onClose={putAway}>{t("banner.silenced")}</Banner>}
      {silenced === undefined && noMicrophone !== undefined && away !== noMicrophone && (
        <Banner
          role="alert"
          action={
            <Button look="quiet" onClick={onSound}>
              {t("banner.openSound")}
            </Button>
          }
          onClose={putAway}
        >
          {t("banner.noMicrophone")}
        </Banner>
      )}
    </>
  );
}

/** How long one's seat is kept while the line is interrupted, and that it is gone once it is. */
export function SeatKept({ view: { standing, seatUntil } }: { view: CallView }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const seconds = useSecondsUntil(seatUntil);
  const kept = standing === "reconnecting" && seconds > 0;
  return (
    <>
      {kept ? t("banner.reconnecting") : t("banner.lost")}
      {kept && <span className="font-semibold tabular-nums"> {t("banner.kept", { count: seconds })}</span>}
    </>
  );
}

/** The invitation was taken back meanwhile; on a lost line it comes again. */
function notAnswered(error: unknown): void {
  if (!(error instanceof Refusal && error.code === "lost")) console.warn("The invitation could not be answered", error);
}

interface BannerProps {
  children: ReactNode;
  action?: ReactNode;
  urgent?: boolean;
  /** Only for what the Announcer does not say. */
  role?: "alert";
  /** Several sentences: on a phone the buttons stand below them. */
  isLong?: boolean;
  onClose?: () => void;
}

export function Banner({ children, action, urgent = false, role, isLong = false, onClose }: BannerProps) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  return (
    <div
      role={role}
      className={`pointer-events-auto flex flex-wrap items-center gap-x-5 gap-y-2 rounded-xl border-2 bg-raised py-2 pr-2 pl-4 shadow-[0_0.75rem_2rem_-0.75rem_rgb(0_0_0/0.4)] ${urgent ? "border-danger" : "border-brand"}`}
    >
      <p dir="auto" className={`min-w-40 grow py-1 ${isLong ? "basis-full sm:basis-0" : "basis-0"}`}>
        {children}
      </p>
      {action !== undefined && <div className="flex flex-wrap gap-2">{action}</div>}
      {onClose && (
        <IconButton label={t("banner.putAway")} className={isLong ? "ml-auto" : ""} onClick={onClose}>
          <Icon name="close" className="size-5" />
        </IconButton>
      )}
    </div>
  );
}
