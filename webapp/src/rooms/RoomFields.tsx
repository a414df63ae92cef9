import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/problem";
import { localeOf } from "../i18n/setup";
import type { RoomView } from "../protocol/things";
import { Field, inputStyle } from "../ui/form/Field";
import { TextField } from "../ui/form/TextField";
import { useLargestRoomQuery } from "./api";
import { ChoiceCards } from "./ChoiceCards";
import { LooksFields } from "./LooksFields";
import { sizesOf } from "./sizes";
import { TagsField } from "./TagsField";
import type { RoomField } from "./wish";

interface Props {
  field: (name: RoomField) => { name: string; error: string | undefined };
  /** The room as it is, when there is one already. */
  room?: RoomView;
  /** Whether one may decide who comes in. */
  withDoor?: boolean;
  /** Told when the choice between a table and a stage changes. */
  onStageChange?: (stage: boolean) => void;
}

/** What one says about a room, a new one or one that is there. */
export function RoomFields({ field, room, withDoor = true, onStageChange }: Props) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "rooms" });
  const [stage, setStage] = useState(room?.stage === true);
  // If it cannot be known, the server says what is too large.
  const { data: largest = Infinity, isLoading } = useLargestRoomQuery(undefined);
  const { sizes: usualSizes, usual, limited } = sizesOf(stage, largest);
  const size = room?.maxParticipants ?? usual;
  const sizes = [...new Set([...usualSizes, size])].filter((one) => one === size || one >= (room?.currentParticipants ?? 0)).sort((one, other) => one - other);
  const description = field("description");
  const number = new Intl.NumberFormat(localeOf(i18n.language));
  return (
    <>
      <TextField {...field("name")} label={t("new.name")} hint={t("new.nameHint")} defaultValue={room?.name} maxLength={100} autoComplete="off" required />
      <ChoiceCards
        name="kind"
        legend={t("new.kind")}
        usual={room?.stage === true ? "stage" : "table"}
        onChoose={(kind) => {
          setStage(kind === "stage");
          onStageChange?.(kind === "stage");
        }}
        choices={[
          { value: "table", label: t("new.table"), text: t("new.tableText") },
          { value: "stage", label: t("new.stage"), text: t("new.stageText") },
        ]}
      />
      <div className={isLoading ? "invisible" : undefined}>
        <ChoiceCards
          key={`${String(stage)} ${String(isLoading)}`}
          short
          name="maxParticipants"
          legend={t(stage ? "new.seatsOnStage" : "new.seats")}
          error={field("maxParticipants").error}
          hint={limited ? t("new.seatsLimit", { count: largest }) : undefined}
          usual={String(size)}
          choices={sizes.map((one) => ({ value: String(one), label: number.format(one) }))}
        />
      </div>
      {withDoor && (
        <ChoiceCards
          name="door"
          legend={t("new.door")}
          usual={room?.isPrivate === true ? "private" : "public"}
          choices={[
            { value: "public", label: t("new.public"), text: t("new.publicText") },
            { value: "private", label: t("new.private"), text: t("new.privateText") },
          ]}
        />
      )}
      <ChoiceCards short name="video" legend={t("new.cameras")} choices={asItIs(room?.video === "off", { speakers: t("new.everySpeaker"), off: t("new.nobody") })} usual="" />
      <ChoiceCards short name="screen" legend={t("new.screens")} choices={asItIs(room?.screen === "hosts", { speakers: t("new.everySpeaker"), hosts: t("new.leading") })} usual="" />
      <Field label={t("new.description")} error={description.error}>
        {(control) => <textarea {...control} name="description" rows={3} maxLength={500} defaultValue={room?.description} className={inputStyle} />}
      </Field>
      <TagsField {...field("tags")} tags={room?.tags ?? []} />
      <LooksFields theme={room?.theme} errors={{ colour: field("colour").error, cover: field("cover").error }} />
    </>
  );
}

/** Between everybody who speaks and fewer people. What holds already has no value of its own, so that it is sent only once it is changed. */
function asItIs(isFewer: boolean, labels: Readonly<Record<string, string>>) {
  return Object.entries(labels).map(([value, label]) => ({ value: (value === "speakers") === isFewer ? value : "", label }));
}

/** Checks a room's fields before they are sent, and says in the reader's language what the server found wrong. */
export function useRoomChecks() {
  const { t } = useTranslation("translation", { keyPrefix: "rooms" });
  const sentences = {
    name: t("new.nameMissing"),
    topic: t("new.nameMissing"),
    description: t("new.descriptionWrong"),
    maxParticipants: t("new.seatsTaken"),
    tags: t("new.tagsWrong"),
    colour: t("looks.colourWrong"),
    cover: t("looks.refused"),
  };
  return {
    check: ({ name, tags }: { name: string; tags: readonly string[] }) => ({
      ...((name === "" || name.length > 100) && { name: sentences.name }),
      ...((tags.length > 5 || tags.some((tag) => !/^[\p{L}\p{M}\p{N}-]{1,24}$/u.test(tag))) && { tags: sentences.tags }),
    }),
    explain: ({ errors }: Problem) => {
      const known = errors.flatMap(({ field }) => Object.entries(sentences).filter(([name]) => name === field.replace("theme.", "")));
      return known.length > 0 && known.length === errors.length ? Object.fromEntries(known) : undefined;
    },
  };
}
