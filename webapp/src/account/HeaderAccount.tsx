import { useEffect, useRef, useState } from "react";
import type { FocusEvent, KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { toProblem } from "../api/problem";
import { useSignedIn } from "../api/signedIn";
import { Avatar } from "../ui/Avatar";
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
      <Link to="/sign-up" className={`${compact} bg-brand px-2.5! text-brand-ink sm:px-4! hover:bg-brand-strong`}>
        {t("menu.signUp")}
      </Link>
    </nav>
  );
}

const entry = "flex min-h-11 w-full items-center rounded-lg px-3 text-left font-semibold hover:bg-sunken focus-visible:outline-offset-0";

/** A button that shows a list of links: no menu in the sense of an application, so Tab goes through it as through any list. */
function AccountMenu({ me }: { me: Account | undefined }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const [logout, { error, reset }] = useLogoutMutation();
  const opener = useRef<HTMLButtonElement>(null);
  const around = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const [openedAt, setOpenedAt] = useState(pathname);
  const shown = open && openedAt === pathname;

  useEffect(() => {
    if (!shown) return;
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && around.current?.contains(event.target) !== true) setOpen(false);
    };
    addEventListener("pointerdown", closeOutside);
    return () => {
      removeEventListener("pointerdown", closeOutside);
    };
  }, [shown]);

  function leave(event: FocusEvent) {
    if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  }

  function escape(event: KeyboardEvent) {
    if (event.key !== "Escape" || !shown) return;
    setOpen(false);
    opener.current?.focus();
  }

  const name = me && (me.name || me.username);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- listens to what bubbles up from its buttons
    <nav ref={around} aria-label={t("frame.account")} className="relative" onBlur={leave} onKeyDown={escape}>
      <button
        ref={opener}
        type="button"
        aria-expanded={shown}
        aria-controls="account-menu"
        aria-label={name === undefined ? t("menu.waiting") : t("menu.open", { name })}
        className="flex size-11 items-center justify-center rounded-full focus-visible:rounded-full"
        onClick={() => {
          reset();
          setOpenedAt(pathname);
          setOpen(!shown);
        }}
      >
        {me ? <Avatar src={me.avatar} name={name} size="small" className="ring-2 ring-line" /> : <span className="size-9 rounded-full bg-sunken" />}
      </button>
      <div
        id="account-menu"
        hidden={!shown}
        className="absolute top-full right-0 mt-2 w-64 rounded-xl border border-line bg-raised p-2 shadow-[0_1rem_2.5rem_-1rem_rgb(0_0_0/0.35)]"
      >
        {me && (
          <p className="border-b border-line px-3 pt-1 pb-3">
            {me.name !== "" && <span className="block truncate font-semibold">{me.name}</span>}
            <span className="block truncate text-sm text-muted">@{me.username}</span>
          </p>
        )}
        <ul className="pt-2">
          <li>
            <Link to="/rooms" className={entry}>
              {t("menu.rooms")}
            </Link>
          </li>
          {me && (
            <li>
              <Link to={`/people/${me.username}`} className={entry}>
                {t("menu.profile")}
              </Link>
            </li>
          )}
          <li>
            <Link to="/people" className={entry}>
              {t("menu.people")}
            </Link>
          </li>
          <li>
            <Link to="/settings" className={entry}>
              {t("menu.settings")}
            </Link>
          </li>
          <li>
            <button type="button" className={entry} onClick={() => void logout(undefined)}>
              {t("menu.signOut")}
            </button>
          </li>
        </ul>
        <p role="alert" className="px-3 py-2 text-sm font-semibold text-danger empty:hidden">
          {error ? problemText(t, toProblem(error), i18n.language) : ""}
        </p>
      </div>
    </nav>
  );
}
