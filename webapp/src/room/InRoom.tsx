import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { keepAwake } from "../media/wakeLock";
import type { RoomView } from "../protocol/things";
import { moderates } from "../protocol/things";
import { handsOf, self } from "../signalling/room";
import type { RoomState } from "../signalling/room";
import { Announcer } from "./Announcer";
import { useDecidesForGood } from "./api";
import { Banners } from "./Banners";
import type { Call, CallView } from "./call";
import { Chat } from "./Chat";
import { Controls } from "./Controls";
import type { PanelName } from "./Controls";
import { Floor } from "./Floor";
import { calledBy } from "./GuestMark";
import { keepFocus } from "./keepFocus";
import type { Planning } from "./Door";
import { Panel, usePanelBeside } from "./Panel";
import { People } from "./People";
import { PersonDialog } from "./PersonDialog";
import { OwnScreen, ShowBanners, TakeOver } from "./pictures/lazily";
import { shows as showsNow, usePin } from "./pictures/shown";
import { isTrouble } from "./pictures/trouble";
import { Watch } from "./pictures/watch";
import { KeysDialog, RoomMenu, SoundDialog } from "./RoomDialogs";
import { RoomTop } from "./RoomTop";
import { ownVoice } from "./sound";
import type { Sound } from "./sound";
import { useFaces } from "./useFaces";
import { useRoomy } from "./useMedia";
import { useObservable } from "./useObservable";
import { useShortcuts, voiceKeys } from "./useShortcuts";
import { useShows } from "./useShows";
import { useSize } from "./useSize";
import { useBadge } from "./useBadge";
import { useInvitedAway } from "./useInvitedAway";
import { useUnread } from "./useUnread";
import { MissingDialog } from "../ui/MissingDialog";
import { Part } from "../ui/Part";
import { later } from "../ui/later";

// Not needed at the door.
const Bans = later(async () => ({ default: (await import("./Bans")).Bans }));
const PlanHere = later(async () => ({ default: (await import("./PlanHere")).PlanHere }));
const InviteDialog = later(async () => ({ default: (await import("./InviteDialog")).InviteDialog }));

/** How one changes the room; it belongs to another feature. */
export type Settings = ComponentType<{ room: RoomView; isHost: boolean; onClose: () => void }>;

interface Props {
  call: Call;
  view: CallView;
  room: RoomState;
  sound: Sound;
  settings: Settings;
  planning: Planning;
}

type DialogName = "menu" | "keys" | "sound" | "invite" | "settings" | "plan" | "bans";

/** The room, from which the pictures in it can say that they are seen. */
export function InRoom(props: Props) {
  return (
    <Watch value={props.call.watch}>
      <Inside {...props} />
    </Watch>
  );
}

function Inside({ call, view, room, sound, settings: RoomSettings, planning }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [panel, setPanel] = useState<PanelName>();
  const [dialog, setDialog] = useState<DialogName>();
  const [opened, setOpened] = useState<string>();
  const me = self(room);
  const talking = useSyncExternalStore(sound.levels.speaking.subscribe, () => sound.levels.speaking.get().has(ownVoice));
  const [, drawAgain] = useState(0);
  const unread = useUnread(call, room, me, panel === "chat");
  useBadge(unread);
  useInvitedAway(room);

  const shows = useShows(sound, room, me);
  const [pinned, pin] = usePin(room);
  const [inGrid, faces] = useFaces(sound.choices, room, pinned);
  const roomy = useRoomy();
  const { status: ofCamera } = useObservable(sound.camera.state);
  const { status: ofScreen } = useObservable(sound.screen.state);

  const beside = usePanelBeside();
  const isSheet = panel !== undefined && !beside;
  const around = useRef<HTMLDivElement>(null);
  const [banners, { height: ofBanners }] = useSize<HTMLDivElement>();
  const openPanel = (name: PanelName) => {
    setPanel(panel === name ? undefined : name);
  };

  // Known before the menu is opened, so that nothing moves in it.
  const decides = useDecidesForGood(call.roomId, me?.role);
  useEffect(keepAwake, []);
  useEffect(() => (around.current ? keepFocus(around.current) : undefined), []);
  useShortcuts({
    ...voiceKeys(call, view, sound),
    talkAnywhere: true,
    chat: () => {
      openPanel("chat");
    },
    people: () => {
      openPanel("people");
    },
    leave: call.leave,
    close: () => {
      setPanel(undefined);
      return panel !== undefined;
    },
    camera: shows.camera?.toggle,
    screen: shows.screen?.toggle,
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
  const openSound = () => {
    setDialog("sound");
  };
  const openBans = () => {
    setDialog("bans");
  };
  return (
    <div ref={around} className="flex min-h-0 grow flex-col">
      {/* The first stop of the tabulator, and shown at the bottom. */}
      <Controls
        call={call}
        view={view}
        me={me}
        shows={shows}
        panel={panel}
        unread={unread}
        hands={handsOf(room).filter(({ id }) => id !== me.id).length}
        onPanel={openPanel}
        onSound={openSound}
      />
      <div className="flex min-h-0 grow flex-col lg:flex-row">
        <div className="relative flex min-h-0 min-w-0 grow flex-col">
          {/* Over the table, so that nobody's seat moves, and over a sheet; where a window is low, above the room instead of on its controls. */}
          <div className="pointer-events-none sticky top-2 z-30 h-0 shrink-0 low:h-auto">
            <div className={`mx-auto max-w-[44rem] px-3 low:pt-0 ${isSheet ? "" : "pt-18"}`}>
              <div ref={banners} className={`flex flex-col gap-2 low:pointer-events-auto low:overflow-y-auto low:not-empty:mb-2 ${isSheet ? "low:max-h-18" : "low:max-h-36"}`}>
                <Banners call={call} view={view} room={room} me={me} sound={sound} onSound={openSound} />
                {(isTrouble(ofCamera) || ofScreen === "refused") && (
                  <Part>
                    <ShowBanners sound={sound} />
                  </Part>
                )}
              </div>
              {/* Where it covers no controls and nothing to read: in a low window, between the logo and the language. */}
              <div className="mt-2 flex flex-col gap-2 low:fixed low:top-2 low:right-76 low:left-44 low:mt-0 low:[&>p~p]:hidden">
                <Announcer call={call} />
                {view.voice === "muted" && talking && (
                  <p className="mx-auto w-fit rounded-3xl bg-ink px-5 py-2 text-center font-semibold text-ground low:line-clamp-1 low:px-4 low:text-sm">{t("controls.talking")}</p>
                )}
              </div>
            </div>
          </div>
          <div className="flex min-h-0 min-w-0 grow flex-col overflow-y-auto">
            <RoomTop
              call={call}
              room={room}
              present={view.present}
              mayInvite={moderates(me.role) || (!room.room.isPrivate && me.guest !== true)}
              faces={roomy ? faces : undefined}
              onInvite={() => {
                setDialog("invite");
              }}
              onMenu={() => {
                setDialog("menu");
              }}
            />
            {showsNow(me, "screen") && ofScreen === "on" && (
              <Part>
                <OwnScreen screen={sound.screen} />
              </Part>
            )}
            {/* What a sheet lies on can't be reached by the tabulator. */}
            <div inert={isSheet} className={`flex min-h-40 grow flex-col ${view.present ? "" : "opacity-45 grayscale"}`}>
              <Floor
                call={call}
                view={view}
                room={room}
                me={me}
                sound={sound}
                inGrid={inGrid}
                pinned={pinned}
                onPin={pin}
                onOpen={setOpened}
                onList={() => {
                  setPanel("people");
                }}
              />
            </div>
          </div>
        </div>
        {panel === "chat" && (
          <Panel heading={t("chat.heading")} closeLabel={t("chat.close")} below={ofBanners} onClose={closePanel}>
            <Chat call={call} room={room} />
          </Panel>
        )}
        {panel === "people" && (
          <Panel heading={t("people.heading")} closeLabel={t("people.close")} below={ofBanners} onClose={closePanel}>
            <People call={call} view={view} room={room} me={me} sound={sound} onOpen={setOpened} onBans={decides ? openBans : undefined} />
          </Panel>
        )}
      </div>
      {person && (
        <PersonDialog
          person={person}
          me={me}
          call={call}
          sound={sound}
          onSilenced={() => {
            drawAgain((count) => count + 1);
          }}
          large={
            showsNow(person, "camera")
              ? {
                  isLarge: pinned === person.id,
                  change: () => {
                    pin(pinned === person.id ? undefined : person.id);
                  },
                }
              : undefined
          }
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
          shows={shows}
          withScreen={!roomy}
          faces={roomy ? undefined : faces}
          onSound={openSound}
          onKeys={() => {
            setDialog("keys");
          }}
          onSettings={() => {
            setDialog("settings");
          }}
          onPlan={() => {
            setDialog("plan");
          }}
          onBans={openBans}
          onClose={close}
        />
      )}
      {dialog === "keys" && <KeysDialog choices={sound.choices} onClose={close} />}
      {dialog === "sound" && <SoundDialog sound={sound} withCamera={shows.camera !== undefined} onClose={close} />}
      <Part key={dialog} broken={<MissingDialog onClose={close} />}>
        {dialog === "settings" && <RoomSettings room={room.room} isHost={me.role === "host"} onClose={close} />}
        {dialog === "plan" && <PlanHere roomId={call.roomId} planning={planning} onClose={close} />}
        {dialog === "bans" && <Bans roomId={call.roomId} onClose={close} />}
        {dialog === "invite" && <InviteDialog room={room.room} me={me} onClose={close} />}
      </Part>
      {shows.takesOver && (
        <Part>
          <TakeOver
            name={calledBy(t)(shows.takesOver)}
            onYes={() => {
              shows.answer(true);
            }}
            onNo={() => {
              shows.answer(false);
            }}
          />
        </Part>
      )}
    </div>
  );
}
