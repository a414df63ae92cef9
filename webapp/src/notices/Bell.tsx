import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { localeOf } from "../i18n/setup";
import { useUnreadQuery } from "./api";
import { useGoOn, useWoken } from "./usePush";

const looksEvery = 60_000;
/** More than this the server does not count. */
const most = 100;

/** In the header: how much there is to read, and the way to it. */
export default function Bell({ self }: { self: string | undefined }) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "notices" });
  const { data: unread = 0 } = useUnreadQuery(undefined, { pollingInterval: looksEvery, skipPollingIfUnfocused: true, refetchOnFocus: true });
  useWoken();
  useGoOn(self);
  const number = new Intl.NumberFormat(localeOf(i18n.language)).format(Math.min(unread, most - 1));
  return (
    <NavLink
      to="/notifications"
      aria-label={unread === 0 ? t("bell") : t("bellUnread", { count: unread })}
      title={t("bell")}
      className="relative inline-flex size-11 items-center justify-center rounded-lg text-muted hover:bg-sunken hover:text-ink aria-[current=page]:text-brand"
    >
      <svg viewBox="0 0 24 24" className="size-6" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M6 9.500a6 6 0 0 1 12 0c0 5 2 6.500 2 6.500H4s2-1.500 2-6.500M10 19.500a2.200 2.200 0 0 0 4 0" />
      </svg>
      {unread > 0 && (
        <span aria-hidden="true" className="absolute top-1 right-0.5 min-w-4.5 rounded-full bg-brand px-1 text-center text-[0.6875rem] leading-4.5 font-bold text-brand-ink">
          {unread >= most ? `${number}+` : number}
        </span>
      )}
    </NavLink>
  );
}
