import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Spinner } from "../ui/Spinner";
import { Waiting } from "../ui/later";
import { actionStyles, textLink } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";
import { SeatPage } from "./SeatPage";
import type { Account } from "./types";

const places = { rooms: "/rooms", open: "/rooms/new", people: "/people" } as const;

/** Of three. */
export function Step({ number }: { number: 1 | 2 | 3 }) {
  const { t } = useTranslation();
  return <p className="text-sm font-semibold text-muted">{t("account.welcome.step", { number })}</p>;
}

/** The second step of somebody who is new: whether others will hear them. */
export function HeardStep({ me, check: SoundCheck }: { me: Account; check: ComponentType }) {
  const { t } = useTranslation();
  usePageTitle(t("account.welcome.title"));
  return (
    <SeatPage heading={t("account.welcome.sound.heading")} lead={t("account.welcome.sound.lead")} guest={me.avatar}>
      <Waiting value={<Spinner />}>
        <SoundCheck />
      </Waiting>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <Link to="/welcome/start" className={actionStyles.primary}>
          {t("account.welcome.sound.on")}
        </Link>
        <Step number={2} />
      </div>
    </SeatPage>
  );
}

/** The third step: somewhere to go. */
export function StartStep({ me }: { me: Account }) {
  const { t } = useTranslation();
  usePageTitle(t("account.welcome.title"));
  return (
    <SeatPage heading={t("account.welcome.start.heading")} guest={me.avatar} taken={6}>
      <ul className="flex flex-col gap-3">
        {Object.entries(places).map(([place, path]) => (
          <li key={place} className="relative rounded-xl border-2 border-line bg-raised px-4 py-3.5 focus-within:border-brand hover:border-muted">
            <Link to={path} className="font-display text-xl font-bold after:absolute after:inset-0 focus-visible:outline-none">
              {t(`account.welcome.start.${place as keyof typeof places}`)}
            </Link>
            <p className="mt-0.5 text-muted">{t(`account.welcome.start.${place as keyof typeof places}Hint`)}</p>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <Link to="/settings/notifications" className={`inline-flex min-h-11 items-center ${textLink}`}>
          {t("account.welcome.start.notifications")}
        </Link>
        <Step number={3} />
      </div>
    </SeatPage>
  );
}
