import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toProblem } from "../../api/problem";
import { localeOf } from "../../i18n/setup";
import { Button } from "../../ui/Button";
import { ProblemBanner } from "../../ui/ProblemBanner";
import { Spinner } from "../../ui/Spinner";
import { useEndSessionMutation, useEndSessionsMutation, useSessionsQuery } from "../api";
import type { OwnSession } from "../types";
import { placeOf } from "./place";

export function Sessions() {
  const { t } = useTranslation();
  const { data, error, refetch } = useSessionsQuery(undefined);
  const [endOne, { error: oneRefused }] = useEndSessionMutation();
  const [endOthers, { error: othersRefused }] = useEndSessionsMutation();
  const [news, setNews] = useState("");
  const refused = error ?? oneRefused ?? othersRefused;
  const sessions = data && [...data].sort((a, b) => Number(b.current) - Number(a.current) || b.lastUsedAt.localeCompare(a.lastUsedAt));

  async function end(session: OwnSession) {
    setNews("");
    const { error: failed } = await endOne(session.id);
    if (!failed) setNews(t("account.sessions.ended", { device: session.device || t("account.sessions.unknown") }));
  }

  async function endAll() {
    setNews("");
    const { error: failed } = await endOthers(undefined);
    if (!failed) setNews(t("account.sessions.endedOthers"));
  }

  return (
    <section aria-labelledby="sessions-heading" className="mt-6">
      <h2 id="sessions-heading" className="text-2xl">
        {t("account.sessions.heading")}
      </h2>
      {refused && (
        <div className="mt-4">
          <ProblemBanner problem={toProblem(refused)} {...(error && { retry: () => void refetch() })} />
        </div>
      )}
      {!sessions && !error && <Spinner />}
      {sessions && (
        <ul className="mt-4 divide-y divide-line border-y border-line">
          {sessions.map((session) => (
            <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4">
              <Session session={session} />
              {!session.current && (
                <Button
                  look="quiet"
                  aria-label={t("account.sessions.endOne", { device: session.device || t("account.sessions.unknown") })}
                  onClick={() => void end(session)}
                >
                  {t("account.sessions.end")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="mt-3 font-semibold text-brand empty:hidden">
        {news}
      </p>
      {sessions?.length === 1 && <p className="mt-3 text-muted">{t("account.sessions.only")}</p>}
      {sessions && sessions.length > 2 && (
        <Button look="quiet" className="mt-4" onClick={() => void endAll()}>
          {t("account.sessions.endOthers")}
        </Button>
      )}
    </section>
  );
}

function Session({ session }: { session: OwnSession }) {
  const { t, i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: "medium", timeStyle: "short" });
  const place = placeOf(session.address);
  const used = format.format(new Date(session.lastUsedAt));
  const since = format.format(new Date(session.createdAt));
  return (
    <div className="min-w-0 grow basis-56">
      <p className="flex flex-wrap items-center gap-x-3 font-semibold">
        {session.device || t("account.sessions.unknown")}
        {session.current && (
          <span className="rounded-full bg-sunken px-2.5 py-0.5 text-sm text-brand">{t("account.sessions.current")}</span>
        )}
      </p>
      <p className="text-sm text-muted">
        {place.kind === "address" ? t("account.sessions.from.address", { address: place.address }) : t(`account.sessions.from.${place.kind}`)}
        {!session.current && ` · ${t("account.sessions.used", { when: used })}`}
      </p>
      <p className="text-sm text-muted">{t("account.sessions.since", { when: since })}</p>
    </div>
  );
}
