import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { localeOf } from "../i18n/setup";
import { Field, inputStyle } from "../ui/form/Field";
import { SubmitButton } from "../ui/form/SubmitButton";
import { TextField } from "../ui/form/TextField";
import { useForm } from "../ui/form/useForm";
import { ProblemBanner } from "../ui/ProblemBanner";
import { usePageTitle } from "../ui/useTitle";
import { useCreateRoomMutation } from "./api";
import { ChoiceCards } from "./ChoiceCards";
import { TableSketch } from "./TableSketch";

const fields = ["name", "description", "kind", "door", "maxParticipants", "tags"] as const;

/** What a table or a stage is good for. */
const roundTable = { sizes: [4, 8, 12, 24], usual: 12 };
const onStage = { sizes: [50, 100, 250, 1_000], usual: 100 };

export default function NewRoomPage() {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "rooms" });
  usePageTitle(t("new.title"));
  const navigate = useNavigate();
  const [stage, setStage] = useState(false);
  const { sizes, usual } = stage ? onStage : roundTable;
  const [create] = useCreateRoomMutation();
  const { form, field, problem, busy } = useForm({
    fields,
    check: ({ name, tags }) => {
      const labels = tagsOf(tags);
      return {
        ...((name.trim() === "" || name.trim().length > 100) && { name: t("new.nameMissing") }),
        ...((labels.length > 5 || labels.some((tag) => !/^[\p{L}\p{M}\p{N}-]{1,24}$/u.test(tag))) && { tags: t("new.tagsWrong") }),
      };
    },
    send: async ({ name, description, kind, door, maxParticipants, tags }) => {
      const room = await create({
        name: name.trim(),
        ...(description.trim() !== "" && { description: description.trim() }),
        stage: kind === "stage",
        isPrivate: door === "private",
        maxParticipants: Number(maxParticipants),
        tags: tagsOf(tags),
      }).unwrap();
      await navigate(`/rooms/${room.id}`);
    },
  });
  const description = field("description");
  const number = new Intl.NumberFormat(localeOf(i18n.language));
  return (
    <div className="page-width grid gap-x-16 pt-4 pb-16 sm:pt-8 lg:grid-cols-[minmax(0,34rem)_minmax(0,1fr)]">
      <div>
        <h1 className="text-4xl sm:text-5xl">{t("new.heading")}</h1>
        <p className="mt-3 text-lg text-muted">{t("new.lead")}</p>
        <form {...form} className="mt-8 flex flex-col gap-6">
          {problem && <ProblemBanner problem={problem} />}
          <TextField {...field("name")} label={t("new.name")} hint={t("new.nameHint")} maxLength={100} autoComplete="off" required />
          <ChoiceCards
            name="kind"
            legend={t("new.kind")}
            onChoose={(kind) => {
              setStage(kind === "stage");
            }}
            choices={[
              { value: "table", label: t("new.table"), text: t("new.tableText") },
              { value: "stage", label: t("new.stage"), text: t("new.stageText") },
            ]}
          />
          <ChoiceCards
            key={usual}
            short
            name="maxParticipants"
            legend={t(stage ? "new.seatsOnStage" : "new.seats")}
            usual={String(usual)}
            choices={sizes.map((size) => ({ value: String(size), label: number.format(size) }))}
          />
          <ChoiceCards
            name="door"
            legend={t("new.door")}
            choices={[
              { value: "public", label: t("new.public"), text: t("new.publicText") },
              { value: "private", label: t("new.private"), text: t("new.privateText") },
            ]}
          />
          <Field label={t("new.description")} error={description.error}>
            {(control) => <textarea {...control} name="description" rows={3} maxLength={500} className={inputStyle} />}
          </Field>
          <TextField {...field("tags")} label={t("new.tags")} hint={t("new.tagsHint")} autoComplete="off" />
          <SubmitButton busy={busy} className="self-start">
            {t("new.submit")}
          </SubmitButton>
        </form>
      </div>
      <TableSketch people={1} stage={stage} className="mt-10 hidden w-full max-w-[26rem] justify-self-end lg:block" />
    </div>
  );
}

function tagsOf(typed: string): string[] {
  return typed
    .split(",")
    .map((tag) => tag.trim().replace(/^#/, "").replace(/\s+/g, "-").toLowerCase())
    .filter((tag) => tag !== "");
}
