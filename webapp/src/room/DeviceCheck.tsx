import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Device } from "../media/microphone";
import { canChooseSpeaker } from "../media/speakers";
import { playTestSound } from "../media/testSound";
import { Button } from "../ui/Button";
import { Field, inputStyle } from "../ui/form/Field";
import { LevelMeter } from "./LevelMeter";
import type { Sound } from "./sound";
import { useObservable } from "./useObservable";

/** Microphone and speaker: which ones, and whether they work. */
export function DeviceCheck({ sound }: { sound: Sound }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { status, microphones, speakers, used } = useObservable(sound.microphone.state);
  const [speaker, setSpeaker] = useState(sound.choices.get().speaker ?? "");
  const [quiet, setQuiet] = useState(sound.choices.get().quiet === true);
  const hint = useId();
  const [seats, setSeats] = useState(sound.choices.get().seats === true);
  const [failed, setFailed] = useState(false);
  return (
    <div className="flex flex-col gap-5">
      {status === "off" && (
        <Button className="self-start" onClick={() => void sound.microphone.start()}>
          {t("devices.ask")}
        </Button>
      )}
      {status === "asking" && <p role="status">{t("devices.asking")}</p>}
      {(status === "on" || status === "silent") && (
        <>
          <DeviceChoice label={t("devices.microphone")} devices={microphones} value={used ?? ""} onChoose={(id) => void sound.microphone.choose(id)} />
          <LevelMeter sound={sound} />
          <label className="-my-2 inline-flex min-h-11 cursor-pointer items-center gap-2.5 font-semibold">
            <input
              type="checkbox"
              className="size-5 accent-brand"
              checked={quiet}
              onChange={({ target }) => {
                setQuiet(target.checked);
                void sound.microphone.setQuiet(target.checked).then(() => sound.wake());
              }}
            />
            {t("devices.quietRoom")}
          </label>
        </>
      )}
      {(status === "denied" || status === "missing" || status === "busy" || status === "insecure" || status === "silent") && (
        <div role="alert">
          <h2 className="text-xl">{t(`devices.${status}.heading`)}</h2>
          <p className="mt-2 text-muted">{t(`devices.${status}.text`)}</p>
          {status !== "insecure" && status !== "silent" && (
            <Button look="quiet" className="mt-4" onClick={() => void sound.microphone.start()}>
              {t("devices.again")}
            </Button>
          )}
        </div>
      )}
      {canChooseSpeaker() && speakers.length > 0 && (
        <DeviceChoice
          label={t("devices.speaker")}
          devices={speakers.some(({ id }) => id === "default") ? speakers : [{ id: "", label: t("devices.system") }, ...speakers]}
          value={speaker}
          onChoose={(id) => {
            setSpeaker(id);
            sound.speakers.choose(id);
          }}
        />
      )}
      <div className="-my-2">
        <label className="inline-flex min-h-11 cursor-pointer items-center gap-2.5 font-semibold">
          <input
            type="checkbox"
            className="size-5 shrink-0 accent-brand"
            aria-describedby={hint}
            checked={seats}
            onChange={({ target }) => {
              setSeats(target.checked);
              sound.speakers.setSpatial(target.checked);
            }}
          />
          {t("devices.seats")}
        </label>
        <p id={hint} className="pl-7.5 text-sm text-muted">
          {t("devices.seatsHint")}
        </p>
      </div>
      <div>
        <Button
          look="quiet"
          onClick={() => {
            setFailed(false);
            playTestSound(speaker === "" ? undefined : speaker).catch(() => {
              setFailed(true);
            });
          }}
        >
          {t("devices.test")}
        </Button>
        <p role="alert" className="mt-2 text-sm font-semibold text-danger empty:hidden">
          {failed ? t("devices.testFailed") : ""}
        </p>
      </div>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  devices: readonly Device[];
  value: string;
  onChoose: (id: string) => void;
}

export function DeviceChoice({ label, devices, value, onChoose }: ChoiceProps) {
  return (
    <Field label={label}>
      {(control) => (
        <select
          {...control}
          className={inputStyle}
          value={value}
          onChange={({ target }) => {
            onChoose(target.value);
          }}
        >
          {devices.map((device, index) => (
            <option key={device.id} value={device.id}>
              {device.label || `${label} ${index + 1}`}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
