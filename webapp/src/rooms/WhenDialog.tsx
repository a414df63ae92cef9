import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toProblem } from "../api/problem";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { SubmitButton } from "../ui/form/SubmitButton";
import { useForm } from "../ui/form/useForm";
import { ProblemBanner } from "../ui/ProblemBanner";
import type { Schedule } from "../ui/when";
import { useChangeRoomMutation } from "./api";
import { changedPlan, planOf, whenFields } from "./planning";
import { useExplainPlan } from "./useExplainPlan";
import { WhenFields } from "./WhenFields";

interface Props {
  room: { id: string; schedule?: Schedule | null | undefined };
  onClose: () => void;
}

/** Plans, moves or calls off the meetings of a room that is there. */
export default function WhenDialog({ room, onClose }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "rooms" });
  // What is in the fields was so when they were opened.
  const [{ id, schedule: planned }] = useState(room);
  const schedule = planned ?? undefined;
  const [change] = useChangeRoomMutation();
  const [callOff, { isLoading, error }] = useChangeRoomMutation();
  const explain = useExplainPlan();
  const { form, field, problem, busy } = useForm({
    fields: whenFields,
    check: ({ date, time }) => ({ ...(date === "" && { date: t("when.dateMissing") }), ...(time === "" && { time: t("when.timeMissing") }) }),
    explain,
    send: async (values) => {
      const plan = planOf(values, schedule?.repeats);
      const wish = schedule ? { ...changedPlan(plan, schedule), ...(schedule.cancelled && { cancelled: false }) } : plan;
      if (Object.keys(wish).length > 0) await change({ id, wish }).unwrap();
      onClose();
    },
  });
  return (
    <Dialog heading={t(schedule ? "when.change" : "when.plan")} onClose={onClose}>
      <form {...form} className="mt-6 flex flex-col gap-6">
        {(problem ?? error) && <ProblemBanner problem={problem ?? toProblem(error)} />}
        <WhenFields errorOf={(name) => field(name).error} schedule={schedule} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton busy={busy}>{t(schedule?.cancelled === true ? "when.revive" : "edit.save")}</SubmitButton>
          {schedule && !schedule.cancelled && (
            <Button
              look="quiet"
              className="min-h-12 text-danger!"
              aria-disabled={isLoading || undefined}
              onClick={() => {
                if (isLoading) return;
                void callOff({ id, wish: { cancelled: true } })
                  .unwrap()
                  .then(
                    onClose,
                    // Shown above.
                    () => undefined,
                  );
              }}
            >
              {t(schedule.repeats === undefined ? "when.cancel" : "when.cancelAll")}
            </Button>
          )}
          <Button look="quiet" className="min-h-12" onClick={onClose}>
            {t("edit.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
