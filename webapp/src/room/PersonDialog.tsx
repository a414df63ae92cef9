import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toProblem } from "../api/problem";
import type { Problem } from "../api/problem";
import { nameOf } from "../protocol/things";
import type { Participant } from "../protocol/things";
import { Avatar } from "../ui/Avatar";
import { Popover } from "../ui/Popover";
import { problemText } from "../ui/ProblemBanner";
import { textLink } from "../ui/styles";
import { useHandOverMutation } from "./api";
import type { Call } from "./call";
import { act, doingsFor, wordFor } from "./doings";
import type { Doing } from "./doings";
import { calledBy, GuestMark } from "./GuestMark";
import type { Sound } from "./sound";
import { Sure } from "./Sure";

interface Props {
  person: Participant;
  me: Participant;
  call: Call;
  sound: Sound;
  /** What is shown of somebody one does not hear has changed. */
  onSilenced: () => void;
  /** Makes their face large, or lets it go again; nothing where there is no face to see. */
  large: { isLarge: boolean; change: () => void } | undefined;
  onClose: () => void;
}

/** Why somebody cannot become host. */
const notHost = ["person_banned", "not_a_member", "too_many_rooms"] as const;

const doingLook = "min-h-11 w-full rounded-lg px-2 text-left font-semibold hover:bg-sunken focus-visible:outline-offset-0";

/** One person, beside their face: how loud they are for oneself, and what one may do. */
export function PersonDialog({ person, me, call, sound, onSilenced, large, onClose }: Props) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "room" });
  const { t: shared } = useTranslation();
  const [handOver] = useHandOverMutation();
  const [sure, setSure] = useState<Doing>();
  const [failed, setFailed] = useState("");
  const name = nameOf(person);
  const isStage = call.view.get().room?.room.stage === true;

  function whyNotHost(problem: Problem): string {
    const known = notHost.find((code) => code === problem.code);
    return known ? t(`handOver.${known}`) : problemText(shared, problem, i18n.language);
  }

  function attempt(doing: Doing) {
    act(call, doing, () => handOver({ id: call.roomId, userId: person.id }).unwrap()).then(onClose, (error: unknown) => {
      setSure(undefined);
      setFailed(doing.message === "handOver" ? whyNotHost(toProblem(error)) : error instanceof Error ? error.message : String(error));
    });
  }

  return (
    <Popover heading={<span dir="auto" className="line-clamp-2">{name}</span>} onClose={onClose}>
      <div className="mt-2 flex items-center gap-3">
        <Avatar src={person.avatar} name={name} size="medium" />
        <p className="min-w-0 text-sm text-muted">
          {t(`role.${person.role}`)} <GuestMark of={person} />
          {person.username !== undefined && me.guest !== true && (
            <>
              <br />
              <a href={`/people/${person.username}`} target="_blank" rel="noreferrer" className={textLink}>
                {t("actions.profile")}
              </a>
            </>
          )}
        </p>
      </div>
      <p role="alert" className="mt-2 text-sm font-semibold text-danger empty:hidden">
        {failed === "" ? "" : t("actions.failed", { reason: failed })}
      </p>
      {sure?.sure ? (
        <Sure
          question={t(`actions.${sure.sure}`, { name: calledBy(t)(person) })}
          yes={t("actions.yes")}
          gentle={isGentle(sure)}
          onYes={() => {
            attempt(sure);
          }}
          onNo={() => {
            setSure(undefined);
          }}
        />
      ) : (
        <>
          {person.id !== me.id && <Loudness person={person} sound={sound} onSilenced={onSilenced} />}
          <ul className="mt-2 border-t border-line pt-2 empty:hidden">
            {large && (
              <li>
                <button
                  type="button"
                  className={doingLook}
                  onClick={() => {
                    large.change();
                    onClose();
                  }}
                >
                  {t(large.isLarge ? "pictures.letGo" : "pictures.keepLarge")}
                </button>
              </li>
            )}
            {doingsFor(me, person).map((doing) => (
              <li key={doing.text}>
                <button
                  type="button"
                  className={`${doingLook} ${doing.sure && !isGentle(doing) ? "text-danger" : ""}`}
                  onClick={() => {
                    if (doing.sure) setSure(doing);
                    else attempt(doing);
                  }}
                >
                  {t(`actions.${wordFor(doing, isStage)}`)}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Popover>
  );
}

/** To be thought over, but nobody is sent away. */
function isGentle({ text }: Doing): boolean {
  return text === "makeHost";
}

function Loudness({ person, sound, onSilenced }: Pick<Props, "person" | "sound" | "onSilenced">) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [volume, setVolume] = useState(sound.speakers.volumeOf(person.id));
  const [silenced, setSilenced] = useState(sound.speakers.isSilenced(person.id));
  return (
    <div className="mt-3 flex flex-col">
      <label className="text-sm font-semibold">
        {t("actions.volume")}
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={Math.round(volume * 100)}
          className="block h-9 w-full accent-brand"
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
