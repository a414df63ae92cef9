import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { toProblem } from "../api/problem";
import { localeOf } from "../i18n/setup";
import { nameOf } from "../protocol/things";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { ProblemBanner } from "../ui/ProblemBanner";
import { Spinner } from "../ui/Spinner";
import { actionStyles, textLink } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";
import { useNoticesInfiniteQuery, useReadNoticesMutation } from "./api";
import type { Notice } from "./api";

/** What one was told, newest first. What is shown here counts as read. */
export default function NoticesPage() {
  const { t } = useTranslation("translation", { keyPrefix: "notices" });
  usePageTitle(t("heading"));
  const found = useNoticesInfiniteQuery(undefined, { refetchOnMountOrArgChange: true });
  const { data, error, isFetching, hasNextPage, isFetchingNextPage } = found;
  const [read] = useReadNoticesMutation();
  const isNew = !isFetching && (data?.pages[0]?.unread ?? 0) > 0;
  useEffect(() => {
    if (isNew) void read(undefined);
  }, [isNew, read]);
  const notices = data?.pages.flatMap((page) => page.notifications);
  return (
    <div className="page-width max-w-3xl pt-4 pb-16 sm:pt-8">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1 className="text-4xl sm:text-5xl">{t("heading")}</h1>
        <Link to="/settings/notifications" className={`inline-flex min-h-11 items-center ${textLink}`}>
          {t("choose")}
        </Link>
      </div>
      {!notices && error === undefined && <Spinner />}
      {notices?.length === 0 && !hasNextPage && (
        <EmptyState
          heading={t("none.heading")}
          text={t("none.text")}
          action={
            <Link to="/people" className={actionStyles.primary}>
              {t("none.action")}
            </Link>
          }
        />
      )}
      {notices && notices.length > 0 && (
        <ul className="mt-6 divide-y divide-line overflow-hidden rounded-2xl border border-line bg-raised">
          {notices.map((one) => (
            <Told key={one.id} notice={one} />
          ))}
        </ul>
      )}
      {error !== undefined && (
        <div className="mt-5">
          <ProblemBanner problem={toProblem(error)} retry={() => void (notices ? found.fetchNextPage() : found.refetch())} />
        </div>
      )}
      {hasNextPage && (
        <Button look="quiet" className="mt-6" aria-disabled={isFetchingNextPage || undefined} onClick={() => void found.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </div>
  );
}

function Told({ notice: { kind, at, read, room, user, invite } }: { notice: Notice }) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "notices" });
  const name = user ? nameOf(user) : t("somebody");
  const to = invite !== undefined ? `/invite/${invite}` : room ? `/rooms/${room.id}` : `/people/${user?.username ?? ""}`;
  return (
    <li className="relative flex items-center gap-3.5 px-4 py-3.5 focus-within:bg-sunken hover:bg-sunken sm:px-5">
      <Avatar src={user?.avatar} name={user ? name : undefined} size="small" />
      <div className="min-w-0 grow">
        <Link to={to} dir="auto" className={`block wrap-anywhere after:absolute after:inset-0 ${read ? "" : "font-semibold"}`}>
          {t(`kind.${kind}`, { name, room: room?.name })}
        </Link>
        <p className="text-sm text-muted">{whenTold(new Date(at), localeOf(i18n.language))}</p>
      </div>
      {!read && (
        <span className="size-2.5 shrink-0 rounded-full bg-brand">
          <span className="sr-only">{t("new")}</span>
        </span>
      )}
    </li>
  );
}

function whenTold(at: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(at);
}
