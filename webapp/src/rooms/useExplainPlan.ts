import { useTranslation } from "react-i18next";
import type { Problem } from "../api/problem";
import type { WhenField } from "./planning";

/** Says beside the field where it is seen what the server found wrong with a plan. */
export function useExplainPlan() {
  const { t } = useTranslation("translation", { keyPrefix: "rooms" });
  return ({ errors }: Problem): Partial<Record<WhenField, string>> | undefined => {
    const found: Partial<Record<WhenField, string>> = {};
    for (const { field, message } of errors) {
      if (field === "startsAt") found.date = t("when.over");
      else if (field === "repeats") found.repeats = t("when.wrongDay");
      else if (field === "timeZone") found.timeZone = message;
      else return undefined;
    }
    return errors.length > 0 ? found : undefined;
  };
}
