import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { LanguageSwitch } from "./LanguageSwitch";
import { Logo } from "./Logo";
import { ThemeSwitch } from "./ThemeSwitch";

interface Props {
  children: ReactNode;
  /** The main sections, beside the sign. */
  sections?: ReactNode;
  /** What the header offers besides the switches, such as signing in. */
  actions?: ReactNode;
  /** Without what is below: the page fills the window. */
  bare?: boolean;
}

/** What stays around every page: skip link, header, main, footer. */
export function Frame({ children, sections, actions, bare = false }: Props) {
  const { t } = useTranslation();
  const main = useMainFocus();
  return (
    <div className={`flex min-h-svh flex-col max-md:has-[.thumb-reach]:pb-15 ${bare ? "h-dvh" : ""}`}>
      <a
        href="#main"
        className="fixed top-2 left-2 z-20 -translate-y-24 rounded-lg bg-ink px-4 py-3 font-semibold text-ground focus:translate-y-0 focus-visible:outline-brand"
      >
        {t("frame.skip")}
      </a>
      <header className={`page-width relative z-10 flex items-center sm:gap-1 ${bare ? "py-1 sm:py-2 lg:max-w-none lg:px-8" : "py-4"}`}>
        <Link to="/" aria-label={t("frame.home")} className="flex min-h-11 min-w-11 items-center gap-2.5 text-brand">
          <Logo className="size-9 sm:size-10" />
          {/* On a telephone the sign alone; the words are the link's name. */}
          <span className="hidden font-display text-2xl font-bold tracking-tight text-ink sm:inline">Parley</span>
        </Link>
        <div className="mr-auto">{sections}</div>
        <LanguageSwitch />
        {/* Where nothing follows, its icon, not its invisible edge, ends at the page's edge. */}
        <div className="last:-mr-3">
          <ThemeSwitch />
        </div>
        {actions !== undefined && <div className="sm:ml-3">{actions}</div>}
      </header>
      <main id="main" ref={main} tabIndex={-1} className={`flex grow flex-col ${bare ? "min-h-0 overflow-y-auto" : ""}`}>
        {children}
      </main>
      {!bare && <Footer />}
    </div>
  );
}

function Footer() {
  const { t } = useTranslation();
  const link = "inline-flex min-h-11 items-center text-muted underline decoration-line decoration-2 underline-offset-4 hover:text-ink";
  return (
    <footer className="mt-auto border-t border-line">
      <div className="page-width flex flex-col gap-x-8 gap-y-1 py-6 sm:flex-row sm:items-center">
        <p className="text-muted sm:mr-auto">{t("frame.footer")}</p>
        <nav aria-label={t("frame.site")} className="flex flex-wrap gap-x-6">
          <a href="/openapi/ui" className={link}>
            {t("frame.apiReference")}
          </a>
          <a href="/health" className={link}>
            {t("frame.health")}
          </a>
        </nav>
      </div>
    </footer>
  );
}

/** A new page begins at its top, also for a screen reader. Not on the first one: the browser has done it there. */
function useMainFocus() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
