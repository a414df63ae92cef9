import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Screen } from "../../media/screen";
import { Button } from "../../ui/Button";
import { Icon } from "../icons";

/** Instead of one's own screen within one's own screen: that it is shared, how, and the way out. */
export function OwnScreen({ screen }: { screen: Screen }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [moves, setMoves] = useState(screen.state.get().picture?.contentHint === "motion");
  const choose = (motion: boolean) => {
    setMoves(motion);
    screen.setMotion(motion);
  };
  return (
    <section aria-label={t("pictures.sharing")} className="mx-3 mb-2 flex max-w-[52rem] flex-wrap items-center gap-x-3 gap-y-2 rounded-2xl border-2 border-brand bg-raised p-2 pl-3 sm:mx-auto sm:w-[calc(100%-1.5rem)]">
      <p className="flex min-w-36 grow basis-0 items-center gap-2.5 text-sm leading-snug font-semibold sm:text-base">
        <Icon name="screen" className="size-6 shrink-0 text-brand max-sm:hidden" />
        {t("pictures.sharing")}
      </p>
      <fieldset className="order-last flex grow rounded-xl bg-sunken p-0.5 sm:order-none sm:grow-0">
        <legend className="sr-only">{t("pictures.how")}</legend>
        {[false, true].map((motion) => (
          <label
            key={String(motion)}
            className={`flex min-h-11 grow cursor-pointer items-center justify-center rounded-[0.625rem] px-3 text-sm font-semibold has-focus-visible:outline-3 has-focus-visible:outline-offset-2 ${moves === motion ? "bg-ground text-ink" : "text-muted hover:text-ink"}`}
          >
            <input
              type="radio"
              name="how"
              className="sr-only"
              checked={moves === motion}
              onChange={() => {
                choose(motion);
              }}
            />
            {t(motion ? "pictures.motion" : "pictures.text")}
          </label>
        ))}
      </fieldset>
      <Button
        look="danger"
        className="px-4!"
        onClick={() => {
          screen.stop();
        }}
      >
        {t("controls.stopScreen")}
      </Button>
    </section>
  );
}
