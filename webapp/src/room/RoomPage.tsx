import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch } from "react-redux";
import { useParams } from "react-router";
import { toProblem } from "../api/problem";
import { ProblemBanner } from "../ui/ProblemBanner";
import { Spinner } from "../ui/Spinner";
import { usePageTitle } from "../ui/useTitle";
import { useRoomAtDoorQuery } from "./api";
import type { Call } from "./call";
import { Door } from "./Door";
import { EndedPage } from "./EndedPage";
import { enter } from "./enter";
import type { Dispatch } from "./enter";
import { InRoom } from "./InRoom";
import { createSound } from "./sound";
import { useObservable } from "./useObservable";

/** A page of its own for each room: what one leaves behind in one is not there in the next. */
export default function RoomPage({ name }: { name: string | undefined }) {
  const { id = "" } = useParams();
  return <OneRoom key={id} id={id} name={name} />;
}

function OneRoom({ id, name }: { id: string; name: string | undefined }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { currentData: room, error, refetch } = useRoomAtDoorQuery(id, { refetchOnMountOrArgChange: true });
  const [sound] = useState(createSound);
  const [call, setCall] = useState<Call>();
  const dispatch = useDispatch<Dispatch>();
  usePageTitle(room?.name ?? t("door.join"));

  useEffect(() => {
    sound.open();
    return () => {
      sound.close();
    };
  }, [sound]);

  useEffect(
    () => () => {
      call?.leave();
    },
    [call],
  );

  if (call) {
    return (
      <Seated
        call={call}
        sound={sound}
        again={() => {
          setCall(undefined);
          void refetch();
        }}
        joinAgain={() => {
          setCall(enter(id, true, sound, dispatch));
        }}
      />
    );
  }
  if (room) {
    return (
      <Door
        room={room}
        name={name}
        sound={sound}
        onJoin={(startMuted) => {
          void sound.wake();
          setCall(enter(id, startMuted, sound, dispatch));
        }}
      />
    );
  }
  if (error === undefined) return <Spinner />;
  const problem = toProblem(error);
  if (problem.status === 404) return <EndedPage code="room_not_found" />;
  return (
    <div className="page-width py-10">
      <ProblemBanner problem={problem} retry={() => void refetch()} />
    </div>
  );
}

interface SeatedProps {
  call: Call;
  sound: ReturnType<typeof createSound>;
  /** Back to the door. */
  again: () => void;
  /** Straight back in. */
  joinAgain: () => void;
}

function Seated({ call, sound, again, joinAgain }: SeatedProps) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const view = useObservable(call.view);
  if (view.ended) return <EndedPage code={view.ended.code} again={again} joinAgain={joinAgain} />;
  if (!view.room) {
    return (
      <p role="status" className="flex grow items-center justify-center gap-3 p-12 text-lg text-muted">
        {t(view.standing === "lost" ? "banner.lost" : "door.joining")}
      </p>
    );
  }
  return <InRoom call={call} view={view} room={view.room} sound={sound} />;
}
