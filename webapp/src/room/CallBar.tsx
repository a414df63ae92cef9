import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch } from "react-redux";
import { Link, useNavigate } from "react-router";
import { everybody } from "../signalling/room";
import type { RoomState } from "../signalling/room";
import { Button } from "../ui/Button";
import { actionStyles } from "../ui/styles";
import { Announcer } from "./Announcer";
import { SeatKept } from "./Banners";
import type { CallView } from "./call";
import { Control } from "./Control";
import type { Dispatch } from "./enter";
import { calledBy } from "./GuestMark";
import { keptSeat } from "./keptSeat";
import { MicrophoneControl } from "./MicrophoneControl";
import { nameIn } from "./news";
import { createSound, ownVoice } from "./sound";
import type { Sound } from "./sound";
import { useInvitedAway } from "./useInvitedAway";
import { useObservable } from "./useObservable";
import { useSecondsUntil } from "./useSecondsUntil";
import { useShortcuts, voiceKeys } from "./useShortcuts";
import { sit } from "./visit";
import type { CurrentVisit, Visit } from "./visit";

/** On every page but the room's own: the call that goes on, or the seat one had a moment ago. */
export default function CallBar({ visit }: { visit: CurrentVisit }) {
  const current = useObservable(visit);
  if (!current) return <Rejoin visit={visit} />;
  return (
    <OnAir
      key={current.call.roomId}
      visit={current}
      onGone={() => {
        visit.set(undefined);
      }}
    />
  );
}

const look = "sticky bottom-0 z-20 border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] shadow-[0_-0.75rem_2rem_-1rem_rgb(0_0_0/0.3)]";
const line = "page-width flex min-h-16 items-center gap-2 py-2";

function OnAir({ visit: { call, sound }, onGone }: { visit: Visit; onGone: () => void }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const view = useObservable(call.view);
  const navigate = useNavigate();
  const address = `/rooms/${call.roomId}`;
  useShortcuts({
    ...voiceKeys(call, view, sound),
    talkAnywhere: false,
  });
  if (view.ended) {
    // What one did oneself needs no telling.
    if (view.ended.code === "left" || view.ended.code === "signedOut") return null;
    return (
      <section aria-label={t("bar.label")} className={look}>
        <div className={line}>
          <p role="alert" className="min-w-0 grow">
            {t("bar.ended", { room: view.room?.room.name ?? "" })}
          </p>
          <Link to={address} className={actionStyles.quiet}>
            {t("bar.why")}
          </Link>
          <Button look="quiet" onClick={onGone}>
            {t("bar.fine")}
          </Button>
        </div>
      </section>
    );
  }
  return (
    <section aria-label={t("bar.label")} className={look}>
      <div className="pointer-events-none absolute inset-x-0 bottom-full px-4 pb-2">
        <Announcer call={call} />
      </div>
      <div className={line}>
        <MicrophoneControl
          call={call}
          view={view}
          withText
          className="sm:w-auto! sm:px-5"
          onNoMicrophone={() => {
            void navigate(address);
          }}
        />
        <Link to={address} className="flex min-h-12 min-w-0 grow flex-col justify-center rounded-lg px-2 leading-snug hover:bg-sunken">
          <span className="sr-only">{t("bar.back")} </span>
          <span dir="auto" className="truncate font-semibold">
            {view.room?.room.name ?? t("door.joining")}
          </span>
          <span dir="auto" className="truncate text-sm text-muted">
            {view.room && <Now view={view} room={view.room} sound={sound} />}
          </span>
        </Link>
        <Shown sound={sound} />
        <Control
          icon="leave"
          label={t("controls.leave")}
          tone="away"
          tabIndex={0}
          onClick={() => {
            call.leave();
            onGone();
            document.getElementById("main")?.focus({ preventScroll: true });
          }}
        />
      </div>
    </section>
  );
}

/** Whoever looks at another page has to know that they are still seen, and can end it from here. */
function Shown({ sound: { camera, screen } }: { sound: Pick<Sound, "camera" | "screen"> }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { track } = useObservable(camera.state);
  const { picture } = useObservable(screen.state);
  return (
    <>
      {track && (
        <Control
          icon="camera"
          label={t("controls.stopCamera")}
          tone="on"
          aria-pressed
          tabIndex={0}
          onClick={() => {
            camera.stop();
          }}
        />
      )}
      {picture && <Control icon="screenOff" label={t("controls.stopScreen")} tone="on" aria-pressed tabIndex={0} onClick={screen.stop} />}
    </>
  );
}

/** The one thing that matters most of the room just now. */
function Now({ view, room, sound }: { view: CallView; room: RoomState; sound: Sound }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const heard = useObservable(sound.levels.speaking);
  useInvitedAway(room);
  if (!view.present) return view.standing === "reconnecting" || view.standing === "lost" ? <SeatKept view={view} /> : t("door.joining");
  if (room.invitedBy !== undefined) return t("banner.invited", { name: nameIn(room, room.invitedBy) });
  if (view.voice === "silenced") return t("news.youMuted");
  const speaking = everybody(room).filter(({ id, isMuted }) => (id === room.selfId ? view.voice === "live" && heard.has(ownVoice) : !isMuted && heard.has(id)));
  const others = speaking.filter(({ id }) => id !== room.selfId);
  if (others.length > 0) return t("bar.speaking", { names: others.map(calledBy(t)).join(", "), count: others.length });
  if (speaking.length > 0) return t("bar.youSpeak");
  return t("door.people", { count: Object.keys(room.people).length });
}

function Rejoin({ visit }: { visit: CurrentVisit }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [kept, setKept] = useState(keptSeat().read);
  const seconds = useSecondsUntil(kept?.until);
  const dispatch = useDispatch<Dispatch>();
  const navigate = useNavigate();
  if (!kept) return null;
  return (
    <section aria-label={t("bar.label")} className={look}>
      <div className={line}>
        <p role="status" className="min-w-0 grow leading-snug">
          <span dir="auto" className="block truncate font-semibold">
            {t("rejoin.was", { room: kept.name })}
          </span>
          {seconds > 0 && <span className="text-sm text-muted">{t("rejoin.kept", { count: seconds })}</span>}
        </p>
        <Button
          onClick={() => {
            sit(visit, kept.roomId, true, createSound(), dispatch);
            void navigate(`/rooms/${kept.roomId}`);
          }}
        >
          {t("rejoin.rejoin")}
        </Button>
        <Control
          icon="close"
          label={t("banner.decline")}
          tabIndex={0}
          onClick={() => {
            keptSeat().forget();
            setKept(undefined);
            document.getElementById("main")?.focus({ preventScroll: true });
          }}
        />
      </div>
    </section>
  );
}
