import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toProblem } from "../api/problem";
import type { ChoiceMemory } from "../media/choices";
import type { Participant } from "../protocol/things";
import { moderates } from "../protocol/things";
import type { RoomState } from "../signalling/room";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Part } from "../ui/Part";
import { Popover } from "../ui/Popover";
import { problemText } from "../ui/ProblemBanner";
import { useDecidesForGood, useDeleteRoomMutation } from "./api";
import { moveByArrows } from "./arrows";
import type { Call } from "./call";
import { DeviceCheck } from "./DeviceCheck";
import { CameraTry } from "./pictures/lazily";
import { wordOf } from "./ShowControls";
import type { Sound } from "./sound";
import { Sure } from "./Sure";
import type { Shows } from "./useShows";

interface MenuProps {
  call: Call;
  room: RoomState;
  me: Participant;
  shows: Shows;
  /** Where the page has no room for these: the screen, and how faces are seen. */
  withScreen: boolean;
  faces: { inGrid: boolean; change: () => void } | undefined;
  onSound: () => void;
  onKeys: () => void;
  onSettings: () => void;
  onPlan: () => void;
  onBans: () => void;
  onClose: () => void;
}

/** What one does seldom: one's own settings, and keeping order. */
export function RoomMenu({ call, room, me, shows, withScreen, faces, onSound, onKeys, onSettings, onPlan, onBans, onClose }: MenuProps) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "room" });
  const { t: shared } = useTranslation();
  const [deleting, setDeleting] = useState(false);
  const [remove, { error }] = useDeleteRoomMutation();
  const [failed, setFailed] = useState("");
  const decides = useDecidesForGood(call.roomId, me.role);
  const { locked } = room.room;
  const attempt = (done: Promise<object>) => {
    done.then(onClose, (refusal: unknown) => {
      setFailed(refusal instanceof Error ? refusal.message : String(refusal));
    });
  };
  const reason = error === undefined ? failed : problemText(shared, toProblem(error), i18n.language);
  return (
    <Popover heading={t("menu.heading")} onClose={onClose}>
      <p role="alert" className="mt-3 font-semibold text-danger empty:hidden">
        {reason === "" ? "" : t("actions.failed", { reason })}
      </p>
      {/* The arrow keys go through the buttons, as through a menu. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className="mt-3 flex flex-col gap-2" onKeyDown={moveByArrows}>
        {withScreen && shows.screen && (
          <Button
            look="quiet"
            onClick={() => {
              onClose();
              shows.screen?.toggle();
            }}
          >
            {t(wordOf("screen", shows.screen))}
          </Button>
        )}
        {faces && (
          <Button
            look="quiet"
            onClick={() => {
              faces.change();
              onClose();
            }}
          >
            {t(faces.inGrid ? "pictures.table" : "pictures.grid")}
          </Button>
        )}
        <Button look="quiet" onClick={onSound}>
          {t(shows.camera ? "menu.soundAndCamera" : "menu.sound")}
        </Button>
        <Button look="quiet" onClick={onKeys}>
          {t("menu.keys")}
        </Button>
        {decides && (
          <>
            <Button look="quiet" className="mt-3" onClick={onSettings}>
              {t("menu.settings")}
            </Button>
            <Button look="quiet" onClick={onPlan}>
              {t("menu.plan")}
            </Button>
            <Button look="quiet" onClick={onBans}>
              {t("menu.bans")}
            </Button>
          </>
        )}
        {moderates(me.role) && (
          <>
            <Button
              look="quiet"
              className="mt-3"
              onClick={() => {
                attempt(call.request("mute-all", { muted: true }));
              }}
            >
              {t("menu.muteAll")}
            </Button>
            <Button
              look="quiet"
              onClick={() => {
                attempt(call.request("mute-all", { muted: false }));
              }}
            >
              {t("menu.allowAll")}
            </Button>
            <Button
              look="quiet"
              onClick={() => {
                attempt(call.request("lock", { locked: !locked }));
              }}
            >
              {t(locked ? "menu.unlock" : "menu.lock")}
            </Button>
          </>
        )}
        {me.role === "host" &&
          (deleting ? (
            <Sure
              question={t("menu.deleteSure")}
              yes={t("menu.deleteYes")}
              className="mt-3 rounded-xl border-2 border-danger p-4"
              onYes={() => void remove(call.roomId)}
              onNo={() => {
                setDeleting(false);
              }}
            />
          ) : (
            <Button
              look="danger"
              className="mt-3"
              onClick={() => {
                setDeleting(true);
              }}
            >
              {t("menu.delete")}
            </Button>
          ))}
      </div>
    </Popover>
  );
}

const keys = ["space", "m", "v", "s", "h", "chat", "people", "leave", "escape", "help"] as const;

export function KeysDialog({ choices, onClose }: { choices: ChoiceMemory; onClose: () => void }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [letters, setLetters] = useState(choices.get().letters !== false);
  const names = { space: t("keys.spaceKey"), m: "M", v: "V", s: "S", h: "H", chat: "C", people: "P", leave: t("keys.leaveKey"), escape: "Esc", help: "?" };
  return (
    <Dialog heading={t("keys.heading")} onClose={onClose}>
      <dl className="mt-5 grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-3">
        {keys.map((key) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="inline-flex min-h-9 min-w-9 items-center justify-center rounded-lg border-2 border-edge bg-raised px-2.5 font-sans font-semibold">{names[key]}</kbd>
            </dt>
            <dd>{t(`keys.${key}`)}</dd>
          </div>
        ))}
      </dl>
      <label className="mt-5 inline-flex min-h-11 cursor-pointer items-center gap-2.5 font-semibold">
        <input
          type="checkbox"
          className="size-5 shrink-0 accent-brand"
          checked={letters}
          onChange={({ target }) => {
            setLetters(target.checked);
            choices.set({ letters: target.checked });
          }}
        />
        {t("keys.letters")}
      </label>
      <br />
      <Button className="mt-4" onClick={onClose}>
        {t("keys.close")}
      </Button>
    </Dialog>
  );
}

export function SoundDialog({ sound, withCamera, onClose }: { sound: Sound; withCamera: boolean; onClose: () => void }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [chimes, setChimes] = useState(sound.choices.get().chimes !== false);
  return (
    <Dialog heading={t(withCamera ? "devices.headingWithCamera" : "devices.heading")} onClose={onClose}>
      <div className="mt-5 flex flex-col gap-5">
        {withCamera && (
          <Part>
            <CameraTry sound={sound} />
          </Part>
        )}
        <DeviceCheck sound={sound} />
      </div>
      <label className="mt-4 inline-flex min-h-11 cursor-pointer items-center gap-2.5 font-semibold">
        <input
          type="checkbox"
          className="size-5 shrink-0 accent-brand"
          checked={chimes}
          onChange={({ target }) => {
            setChimes(target.checked);
            sound.choices.set({ chimes: target.checked });
          }}
        />
        {t("chimes.on")}
      </label>
      <br />
      <Button className="mt-4" onClick={onClose}>
        {t("devices.close")}
      </Button>
    </Dialog>
  );
}
