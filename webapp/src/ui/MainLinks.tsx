import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useSignedIn } from "../api/signedIn";

const sections = ["rooms", "people"] as const;

/** The ways that are gone most often. On a telephone there is only room for them in the account's menu. */
export function MainLinks() {
  const { t } = useTranslation();
  if (!useSignedIn()) return null;
  return (
    <nav aria-label={t("frame.main")} className="ml-6 hidden gap-1 md:flex">
      {sections.map((section) => (
        <NavLink
          key={section}
          to={`/${section}`}
          className="inline-flex min-h-11 items-center rounded-lg px-3 font-semibold text-muted hover:bg-sunken hover:text-ink aria-[current=page]:text-ink"
        >
          {t(`menu.${section}`)}
        </NavLink>
      ))}
    </nav>
  );
}
