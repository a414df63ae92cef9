import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { toProblem } from "../api/problem";
import { EmptyState } from "../ui/EmptyState";
import { ProblemBanner } from "../ui/ProblemBanner";
import { Spinner } from "../ui/Spinner";
import { actionStyles } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";
import { useOutboxQuery } from "./api";
import { MessageCard } from "./MessageCard";

const pollEvery = 2_000;

export default function OutboxPage() {
  const { t } = useTranslation();
  usePageTitle(t("outbox.title"));
  // A server with a real sender has no outbox, and will not get one while it runs: no use asking on.
  const [absent, setAbsent] = useState(false);
  const { data, error, refetch } = useOutboxQuery(undefined, {
    pollingInterval: absent ? 0 : pollEvery,
    skipPollingIfUnfocused: true,
  });
  const problem = error ? toProblem(error) : undefined;
  if (problem?.status === 404 && !absent) setAbsent(true);

  if (absent) {
    return (
      <div className="page-width flex grow flex-col justify-center py-10">
        <EmptyState
          level={1}
          heading={t("outbox.unavailable.heading")}
          text={t("outbox.unavailable.text")}
          action={
            <Link to="/" className={actionStyles.primary}>
              {t("outbox.unavailable.home")}
            </Link>
          }
        />
      </div>
    );
  }

  return (
    <div className="page-width max-w-4xl py-8 sm:py-12">
      <h1 className="text-4xl sm:text-5xl">{t("outbox.heading")}</h1>
      <p className="mt-3 max-w-[40rem] text-lg text-muted">{t("outbox.lead")}</p>
      {problem && (
        <div className="mt-6">
          <ProblemBanner problem={problem} retry={() => void refetch()} />
        </div>
      )}
      {!data && !problem && <Spinner />}
      {/* Always there, so that a screen reader hears it change when a message arrives. */}
      <p role="status" className="mt-6 font-semibold">
        {data && data.length > 0 ? t("outbox.count", { count: data.length }) : ""}
      </p>
      {data?.length === 0 && <EmptyState heading={t("outbox.empty.heading")} text={t("outbox.empty.text")} />}
      {data && data.length > 0 && (
        <ol className="mt-3 flex flex-col gap-4">
          {data.map((message, index) => (
            // Counted from the oldest: a message keeps its key when a newer one arrives above it.
            <li key={data.length - index}>
              <MessageCard message={message} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
