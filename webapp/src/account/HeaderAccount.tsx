import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { toProblem } from "../api/problem";
import { useSignedIn } from "../api/signedIn";
import { Avatar } from "../ui/Avatar";
import { HeaderMenu, menuEntry } from "../ui/HeaderMenu";
import { problemText } from "../ui/ProblemBanner";
import { useLogoutMutation, useMe } from "./me";
import type { Account } from "./types";

const compact = "inline-flex min-h-11 items-center rounded-lg px-1.5 text-[0.9375rem] font-semibold whitespace-nowrap sm:px-4 sm:text-base";

/** What the header offers: coming in, or one's own menu. */
export function HeaderAccount() {
  const { t } = useTranslation();
  const signedIn = useSignedIn();
  const { data: me } = useMe();
  if (signedIn) return <AccountMenu me={me} />;
  return (
    <nav aria-label={t("frame.account")} className="flex items-center gap-0.5 sm:gap-1">
      <Link to="/sign-in" className={`${compact} text-ink hover:bg-sunken`}>
        {t("menu.signIn")}
      </Link>
      {/* On the narrowest phones only one has room; the page of the first leads to the second. */}
      <Link to="/sign-up" className={`${compact} bg-brand px-2.5! text-brand-ink max-[21rem]:hidden sm:px-4! hover:bg-brand-strong`}>
        {t("menu.signUp")}
      </Link>
    </nav>
  );
}

function AccountMenu({ me }: { me: Account | undefined }) {
  const { t, i18n } = useTranslation();
  const [logout, { error, reset }] = useLogoutMutation();
  const name = me && (me.name || me.username);
  return (
    <HeaderMenu
      label={name === undefined ? t("menu.waiting") : t("menu.open", { name })}
      opener={me ? <Avatar src={me.avatar} name={name} size="small" className="ring-2 ring-line" /> : <span className="size-9 rounded-full bg-sunken" />}
      failed={error ? problemText(t, toProblem(error), i18n.language) : ""}
      onOpen={reset}
    >
      {me && (
        <p className="border-b border-line px-3 pt-1 pb-3">
          {me.name !== "" && <span className="block truncate font-semibold">{me.name}</span>}
          <span className="block truncate text-sm text-muted">@{me.username}</span>
        </p>
      )}
      <ul className="pt-2">
        <li>
          <Link to="/rooms" className={menuEntry}>
            {t("menu.rooms")}
          </Link>
        </li>
        {me && (
          <li>
            <Link to={`/people/${me.username}`} className={menuEntry}>
              {t("menu.profile")}
            </Link>
          </li>
        )}
        <li>
          <Link to="/people" className={menuEntry}>
            {t("menu.people")}
          </Link>
        </li>
        <li>
          <Link to="/settings" className={menuEntry}>
            {t("menu.settings")}
          </Link>
        </li>
        <li>
          <button type="button" className={menuEntry} onClick={() => void logout(undefined)}>
            {t("menu.signOut")}
          </button>
        </li>
      </ul>
    </HeaderMenu>
  );
}
