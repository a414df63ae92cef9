import { useTranslation } from "react-i18next";
import { NavLink, useMatch } from "react-router";
import { useSignedIn } from "../api/signedIn";

const sections = ["rooms", "people"] as const;

const icons = {
  rooms: "M12 8.5a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7M12 2.500v1M12 20.500v1M2.500 12h1M20.500 12h1M5.300 5.300l.7.7M18 18l.7.7M18.700 5.300l-.7.7M6 18l-.7.7",
  people: "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M2.500 20c.4-3.600 3-5.600 6.500-5.600s6.100 2 6.500 5.600M16 4.600a3.500 3.500 0 0 1 0 6.300M18 14.900c2 .7 3.300 2.500 3.500 5.100",
} as const;

/** The ways that are gone most often: beside the sign, and on a phone below, where the thumb is. In a room its controls are there, and in a low window what is said. */
export function MainLinks() {
  const { t } = useTranslation();
  const room = useMatch("/rooms/:id")?.params.id;
  const inRoom = room !== undefined && room !== "new";
  if (!useSignedIn()) return null;
  return (
    <nav
      aria-label={t("frame.main")}
      className={`fixed inset-x-0 bottom-0 z-10 justify-around border-t border-line bg-ground pb-[env(safe-area-inset-bottom)] md:static md:ml-6 md:justify-start md:gap-1 md:border-0 md:pb-0 ${inRoom ? "hidden md:not-low:flex" : "thumb-reach flex"}`}
    >
      {sections.map((section) => (
        <NavLink
          key={section}
          to={`/${section}`}
          className="inline-flex min-h-14 grow flex-col items-center justify-center rounded-lg px-3 text-sm leading-tight font-semibold text-muted hover:bg-sunken hover:text-ink focus-visible:outline-offset-0 aria-[current=page]:text-brand md:min-h-11 md:grow-0 md:text-base md:aria-[current=page]:text-ink"
        >
          <svg viewBox="0 0 24 24" className="size-6 md:hidden" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
            <path d={icons[section]} />
          </svg>
          {t(`menu.${section}`)}
        </NavLink>
      ))}
    </nav>
  );
}
