import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { SubmitButton } from "../ui/form/SubmitButton";
import { useForm } from "../ui/form/useForm";
import { ProblemBanner } from "../ui/ProblemBanner";
import { usePageTitle } from "../ui/useTitle";
import { useChangeCoverMutation, useChangeRoomMutation, useCreateRoomMutation } from "./api";
import { planOf, whenFields } from "./planning";
import { RoomFields, useRoomChecks } from "./RoomFields";
import { TableSketch } from "./TableSketch";
import { useExplainPlan } from "./useExplainPlan";
import { WhenFields } from "./WhenFields";
import { roomFields, wishOf } from "./wish";

const fields = [...roomFields, ...whenFields] as const;

export default function NewRoomPage() {
  const { t } = useTranslation("translation", { keyPrefix: "rooms" });
  usePageTitle(t("new.title"));
  const navigate = useNavigate();
  const [stage, setStage] = useState(false);
  const [planned, setPlanned] = useState(false);
  const [create] = useCreateRoomMutation();
  const [change] = useChangeRoomMutation();
  const [changeCover] = useChangeCoverMutation();
  // There already when its picture was refused: pressing again shall not make another.
  const made = useRef<string>(undefined);
  const { check, explain } = useRoomChecks();
  const explainPlan = useExplainPlan();
  const { form, field, problem, busy } = useForm({
    fields,
    check: (values) => ({
      ...check(wishOf(values)),
      ...(planned && values.date === "" && { date: t("when.dateMissing") }),
      ...(planned && values.time === "" && { time: t("when.timeMissing") }),
    }),
    explain: (refused) => explain(refused) ?? explainPlan(refused),
    send: async (values) => {
      const { description, theme, ...wish } = wishOf(values);
      const asked = { ...wish, ...(planned && planOf(values)) };
      const { id } =
        made.current === undefined
          ? await create({ ...asked, ...(description !== "" && { description }), ...(theme.colour !== "" && { theme }) }).unwrap()
          : await change({ id: made.current, wish: { ...asked, description, theme } }).unwrap();
      made.current = id;
      if (values.cover !== "") await changeCover({ id, cover: values.cover }).unwrap();
      await navigate(`/rooms/${id}`);
    },
  });
  return (
    <div className="page-width grid gap-x-16 pt-4 pb-16 sm:pt-8 lg:grid-cols-[minmax(0,34rem)_minmax(0,1fr)]">
      <div>
        <h1 className="text-4xl sm:text-5xl">{t("new.heading")}</h1>
        <p className="mt-3 text-lg text-muted">{t("new.lead")}</p>
        <form {...form} className="mt-8 flex flex-col gap-6">
          {problem && <ProblemBanner problem={problem} />}
          <RoomFields field={field} onStageChange={setStage} />
          <div>
            <label className="inline-flex min-h-11 cursor-pointer items-center gap-2.5 font-semibold">
              <input
                type="checkbox"
                className="size-5 shrink-0 accent-brand"
                checked={planned}
                onChange={({ target }) => {
                  setPlanned(target.checked);
                }}
              />
              {t("when.wish")}
            </label>
            {planned && (
              <div className="mt-4">
                <WhenFields errorOf={(name) => field(name).error} />
              </div>
            )}
          </div>
          <SubmitButton busy={busy} className="self-start">
            {t("new.submit")}
          </SubmitButton>
        </form>
      </div>
      <TableSketch people={1} stage={stage} className="mt-10 hidden w-full max-w-[26rem] justify-self-end lg:block" />
    </div>
  );
}
