import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch } from "react-redux";
import { useParams } from "react-router";
import { toProblem } from "../api/problem";
import { ProblemBanner } from "../ui/ProblemBanner";
import { Spinner } from "../ui/Spinner";
import { Waiting, later } from "../ui/later";
import { usePageTitle } from "../ui/useTitle";
import { useRoomAtDoorQuery } from "./api";
import { closedBy, Door, looksAgain, waitsForDoors } from "./Door";
import type { MeetingCard, Planning } from "./Door";
import { EndedPage } from "./EndedPage";
import type { Dispatch } from "./enter";
import type { Settings } from "./InRoom";
import { createSound } from "./sound";
import { useFocusAfter } from "./useFocusAfter";
import { useObservable } from "./useObservable";
import { sit } from "./visit";
import type { CurrentVisit, Visit } from "./visit";

// Not needed at the door.
const InRoom = later(async () => ({ default: (await import("./InRoom")).InRoom }));

interface Props {
  name: string | undefined;
  /** One is here without an account. */
  isGuest: boolean;
  /** The room that this tab is in, this one or another. */
  visit: CurrentVisit;
  settings: Settings;
  meeting: MeetingCard;
  planning: Planning;
}

/** A page of its own for each room: what one leaves behind in one is not there in the next. */
export default function RoomPage(props: Props) {
  const { id = "" } = useParams();
  return <OneRoom key={id} id={id} {...props} />;
}

function OneRoom({ id, name, isGuest, visit, settings, meeting, planning }: Props & { id: string }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [closed, setClosed] = useState<ReturnType<typeof closedBy>>();
  const { currentData: room, error, refetch } = useRoomAtDoorQuery(id, { refetchOnMountOrArgChange: true, ...(closed !== undefined && { pollingInterval: closed === "early" ? waitsForDoors : looksAgain }) });
  const now = room && closedBy(room);
  if (now !== closed) setClosed(now);
  const lookAgain = useCallback(() => void refetch(), [refetch]);
  const current = useObservable(visit);
  const here = current?.call.roomId === id ? current : undefined;
  const dispatch = useDispatch<Dispatch>();
  usePageTitle(room?.name ?? t("door.join"));
  useFocusAfter(here ? "inside" : "outside");

  // What has ended was read here, and need not be told on the next page.
  useEffect(
    () => () => {
      if (visit.get()?.call.view.get().ended) visit.set(undefined);
    },
    [visit],
  );

  if (here) {
    return (
      <Seated
        visit={here}
        settings={settings}
        planning={planning}
        isGuest={isGuest}
        again={() => {
          visit.set(undefined);
          void refetch();
        }}
        joinAgain={() => {
          sit(visit, id, true, here.sound, dispatch);
        }}
      />
    );
  }
  const problem = error === undefined ? undefined : toProblem(error);
  // Said before anything is pressed, and also to somebody who was at the door when it was decided.
  if (problem?.code === "banned") return <EndedPage code="banned" isGuest={isGuest} />;
  if (room) return <AtDoor room={room} name={name} isGuest={isGuest} visit={visit} meeting={meeting} planning={planning} onTime={lookAgain} />;
  if (!problem) return <Spinner />;
  if (problem.status === 404) return <EndedPage code="room_not_found" isGuest={isGuest} />;
  return (
    <div className="page-width py-10">
      <ProblemBanner problem={problem} retry={() => void refetch()} />
    </div>
  );
}

/** With the sound of the room one is still in, if there is one: a device that is chosen here is chosen there, too. */
function AtDoor({ room, name, isGuest, visit, ...planned }: Pick<Props, "name" | "isGuest" | "visit" | "meeting" | "planning"> & Pick<Parameters<typeof Door>[0], "room" | "onTime">) {
  const dispatch = useDispatch<Dispatch>();
  const [own] = useState(createSound);
  const elsewhere = useObservable(visit);
  const sound = elsewhere && !elsewhere.call.view.get().ended ? elsewhere.sound : own;

  useEffect(() => {
    own.open();
    return () => {
      if (visit.get()?.sound !== own) own.close();
    };
  }, [own, visit]);

  return (
    <Door
      {...planned}
      room={room}
      name={name}
      isGuest={isGuest}
      sound={sound}
      leaving={sound === own ? undefined : elsewhere?.call.view.get().room?.room.name}
      onJoin={(startMuted) => {
        void sound.wake();
        sit(visit, room.id, startMuted, sound, dispatch);
      }}
    />
  );
}

interface SeatedProps {
  visit: Visit;
  settings: Settings;
  planning: Planning;
  isGuest: boolean;
  /** Back to the door. */
  again: () => void;
  /** Straight back in. */
  joinAgain: () => void;
}

function Seated({ visit: { call, sound }, settings, planning, isGuest, again, joinAgain }: SeatedProps) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const view = useObservable(call.view);
  useFocusAfter(view.ended ? "ended" : view.room ? "in" : "joining");
  useEffect(() => {
    // Beside the joining. If it fails, it fails again where it is needed, and is seen there.
    InRoom.ahead().catch(() => undefined);
  }, []);
  if (view.ended) return <EndedPage code={view.ended.code} isGuest={isGuest} again={again} joinAgain={joinAgain} />;
  const joining = (
    <p role="status" className="flex grow items-center justify-center gap-3 p-12 text-lg text-muted">
      {t(view.standing === "lost" ? "banner.noAnswer" : "door.joining")}
    </p>
  );
  if (!view.room) return joining;
  return (
    <Waiting value={joining}>
      <InRoom call={call} view={view} room={view.room} sound={sound} settings={settings} planning={planning} />
    </Waiting>
  );
}
