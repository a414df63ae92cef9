import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { keepAwake } from "../media/wakeLock";
import type { Participant } from "../protocol/things";
import { moderates } from "../protocol/things";
import { handsOf, self } from "../signalling/room";
import type { RoomState } from "../signalling/room";
import { IconButton } from "../ui/IconButton";
import { actionStyles } from "../ui/styles";
import { Announcer } from "./Announcer";
import { Banners } from "./Banners";
import type { Call, CallView } from "./call";
import { Chat } from "./Chat";
import { Controls } from "./Controls";
import type { PanelName } from "./Controls";
import { Floor } from "./Floor";
import { Icon } from "./icons";
import { InviteDialog } from "./InviteDialog";
import { Panel } from "./Panel";
import { People } from "./People";
import { PersonDialog } from "./PersonDialog";
import { KeysDialog, RoomMenu, SoundDialog } from "./RoomDialogs";
import { ownVoice } from "./sound";
import type { Sound } from "./sound";
import { useShortcuts } from "./useShortcuts";

interface Props {
  call: Call;
  view: CallView;
  room: RoomState;
  sound: Sound;
}

type DialogName = "menu" | "keys" | "sound" | "invite";

export function InRoom({ call, view, room, sound }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [panel, setPanel] = useState<PanelName>();
  const [dialog, setDialog] = useState<DialogName>();
  const [opened, setOpened] = useState<string>();
  const me = self(room);
  const talking = useSyncExternalStore(sound.levels.speaking.subscribe, () => sound.levels.speaking.get().has(ownVoice));
  const [, drawAgain] = useState(0);
  const unread = useUnread(room, me, panel === "chat");

  useEffect(keepAwake, []);
  useShortcuts({
    toggleMute: () => {
      call.setMuted(!view.muted);
    },
    hold: (held) => {
      call.setMuted(!held);
    },
    toggleHand: () => {
      call.request("hand", { raised: me?.handRaised !== true }).catch((error: unknown) => {
        console.warn("The hand was not seen", error);
      });
    },
    help: () => {
      setDialog("keys");
    },
  });

  if (!me) return null;
  const person = opened === undefined ? undefined : room.people[opened];
  const close = () => {
    setDialog(undefined);
  };
  const closePanel = () => {
    setPanel(undefined);
  };
  return (
    <>
      <div className="flex min-h-0 grow flex-col lg:flex-row">
        <div className="flex min-h-0 min-w-0 grow flex-col overflow-y-auto">
          <RoomTop room={room} mayInvite={moderates(me.role) || !room.room.isPrivate} onOpen={setDialog} />
          <Banners
            call={call}
            view={view}
            room={room}
            me={me}
            sound={sound}
            onSound={() => {
              setDialog("sound");
            }}
          />
          <Floor
            call={call}
            view={view}
            room={room}
            me={me}
            sound={sound}
            onOpen={setOpened}
            onList={() => {
              setPanel("people");
            }}
          />
        </div>
        {panel === "chat" && (
          <Panel heading={t("chat.heading")} closeLabel={t("chat.close")} onClose={closePanel}>
            <Chat call={call} room={room} />
          </Panel>
        )}
        {panel === "people" && (
          <Panel heading={t("people.heading")} closeLabel={t("people.close")} onClose={closePanel}>
            <People call={call} view={view} room={room} me={me} sound={sound} onOpen={setOpened} />
          </Panel>
        )}
      </div>
      <Controls
        call={call}
        view={view}
        me={me}
        talking={talking}
        panel={panel}
        unread={unread}
        hands={handsOf(room).filter(({ id }) => id !== me.id).length}
        onPanel={(name) => {
          setPanel(panel === name ? undefined : name);
        }}
      />
      <Announcer call={call} />
      {person && (
        <PersonDialog
          person={person}
          me={me}
          call={call}
          sound={sound}
          onSilenced={() => {
            drawAgain((count) => count + 1);
          }}
          onClose={() => {
            setOpened(undefined);
          }}
        />
      )}
      {dialog === "menu" && (
        <RoomMenu
          call={call}
          room={room}
          me={me}
          onSound={() => {
            setDialog("sound");
          }}
          onKeys={() => {
            setDialog("keys");
          }}
          onClose={close}
        />
      )}
      {dialog === "keys" && <KeysDialog onClose={close} />}
      {dialog === "sound" && <SoundDialog sound={sound} onClose={close} />}
      {dialog === "invite" && <InviteDialog room={room.room} me={me} onClose={close} />}
    </>
  );
}

function RoomTop({ room, mayInvite, onOpen }: { room: RoomState; mayInvite: boolean; onOpen: (dialog: DialogName) => void }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  return (
    <div className="flex items-center gap-2 px-[clamp(1.125rem,4vw,3rem)] pt-1 pb-3 lg:px-8">
      <div className="min-w-0 grow">
        <h1 dir="auto" className="line-clamp-2 text-xl sm:text-3xl">{room.room.name}</h1>
        <p className="flex items-center gap-1.5 text-sm text-muted">
          {t("door.people", { count: room.room.currentParticipants })}
          {room.room.locked && <Icon name="lock" className="size-4" />}
        </p>
      </div>
      {mayInvite && (
        <button
          type="button"
          className={`${actionStyles.quiet} px-3!`}
          onClick={() => {
            onOpen("invite");
          }}
        >
          <Icon name="invite" className="size-5" />
          {t("controls.invite")}
        </button>
      )}
      <IconButton
        label={t("controls.menu")}
        onClick={() => {
          onOpen("menu");
        }}
      >
        <Icon name="more" />
      </IconButton>
    </div>
  );
}

/** What others wrote since one came in, or last looked. */
function useUnread(room: RoomState, me: Participant | undefined, looking: boolean): number {
  const [seen, setSeen] = useState(me?.joinedAt ?? "");
  const newest = room.lines.at(-1)?.at ?? "";
  if (looking && newest > seen) setSeen(newest);
  return looking ? 0 : room.lines.filter(({ userId, at }) => userId !== room.selfId && at > seen).length;
}
