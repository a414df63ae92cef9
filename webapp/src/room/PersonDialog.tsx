import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Participant } from "../protocol/things";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { textLink } from "../ui/styles";
import type { Call } from "./call";
import { doingsFor } from "./doings";
import type { Doing } from "./doings";
import { nameOf } from "./news";
import type { Sound } from "./sound";

interface Props {
  person: Participant;
  me: Participant;
  call: Call;
  sound: Sound;
  /** What is shown of somebody one does not hear has changed. */
  onSilenced: () => void;
  onClose: () => void;
}

/** One person: how loud they are for oneself, and what one may do. */
export function PersonDialog({ person, me, call, sound, onSilenced, onClose }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [sure, setSure] = useState<Doing>();
  const [failed, setFailed] = useState("");
  const name = nameOf(person);
  const isSelf = person.id === me.id;

  function act({ message }: Doing) {
    call.request(message.event, message.data).then(onClose, (error: unknown) => {
      setFailed(error instanceof Error ? error.message : String(error));
    });
  }

  return (
    <Dialog heading={name} onClose={onClose}>
      <div className="mt-3 flex items-center gap-4">
        <Avatar src={person.avatar} size="medium" />
        <p className="text-muted">
          {t(`role.${person.role}`)}
          <br />
          <a href={`/people/${person.username}`} target="_blank" rel="noreferrer" className={textLink}>
            {t("actions.profile")}
          </a>
        </p>
      </div>
      {!isSelf && <Loudness person={person} sound={sound} onSilenced={onSilenced} />}
      <p role="alert" className="mt-3 font-semibold text-danger empty:hidden">
        {failed === "" ? "" : t("actions.failed", { reason: failed })}
      </p>
      {sure?.sure ? (
        <div className="mt-5 rounded-xl border-2 border-danger p-4">
          <p>{t(`actions.${sure.sure}`, { name })}</p>
          <div className="mt-4 flex flex-wrap gap-3">
            <Button
              look="danger"
              onClick={() => {
                act(sure);
              }}
            >
              {t("actions.yes")}
            </Button>
            <Button
              look="quiet"
              onClick={() => {
                setSure(undefined);
              }}
            >
              {t("menu.cancel")}
            </Button>
          </div>
        </div>
      ) : (
        <ul className="mt-5 grid gap-2 sm:grid-cols-2">
          {doingsFor(me, person).map((doing) => (
            <li key={doing.text}>
              <Button
                look={doing.sure ? "danger" : "quiet"}
                className="w-full"
                onClick={() => {
                  if (doing.sure) setSure(doing);
                  else act(doing);
                }}
              >
                {t(`actions.${doing.text}`)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button className="mt-6" onClick={onClose}>
        {t("menu.close")}
      </Button>
    </Dialog>
  );
}

function Loudness({ person, sound, onSilenced }: Pick<Props, "person" | "sound" | "onSilenced">) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [volume, setVolume] = useState(sound.speakers.volumeOf(person.id));
  const [silenced, setSilenced] = useState(sound.speakers.isSilenced(person.id));
  return (
    <div className="mt-5 flex flex-col gap-2">
      <label className="font-semibold">
        {t("actions.volume")}
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={Math.round(volume * 100)}
          className="mt-1 block h-11 w-full accent-brand"
          onChange={({ target }) => {
            setVolume(target.valueAsNumber / 100);
            sound.speakers.setVolume(person.id, target.valueAsNumber / 100);
          }}
        />
      </label>
      <label className="inline-flex min-h-11 cursor-pointer items-center gap-2.5 font-semibold">
        <input
          type="checkbox"
          className="size-5 accent-brand"
          checked={silenced}
          onChange={({ target }) => {
            setSilenced(target.checked);
            sound.speakers.setSilenced(person.id, target.checked);
            onSilenced();
          }}
        />
        {t("actions.forMe")}
      </label>
    </div>
  );
}
