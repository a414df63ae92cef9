import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { toProblem } from "../api/problem";
import { localeOf } from "../i18n/setup";
import { nameOf } from "../protocol/things";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { ProblemBanner } from "../ui/ProblemBanner";
import { Spinner } from "../ui/Spinner";
import { useBansInfiniteQuery, useUnbanMutation } from "./api";
import { GuestMark } from "./GuestMark";
import type { Ban } from "./types";

/** Who may not come in any more, since when and by whose word, and the way back. */
export function Bans({ roomId, onClose }: { roomId: string; onClose: () => void }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useBansInfiniteQuery(roomId, { refetchOnMountOrArgChange: true });
  const [unban, { error: refused }] = useUnbanMutation();
  const [back, setBack] = useState("");
  const said = useRef<HTMLParagraphElement>(null);
  const bans = data?.pages.flatMap((page) => page.bans);
  const lift = ({ user }: Ban) => {
    void unban({ id: roomId, userId: user.id })
      .unwrap()
      .then(
        () => {
          setBack(nameOf(user));
          // The button that was pressed goes away.
          said.current?.focus();
        },
        () => {
          // Shown above the list.
        },
      );
  };
  const problem = refused ?? (bans ? undefined : error);
  return (
    <Dialog heading={t("bans.heading")} onClose={onClose}>
      <p ref={said} role="status" tabIndex={-1} dir="auto" className="mt-2 font-semibold wrap-anywhere text-brand outline-none empty:hidden">
        {back === "" ? "" : t("bans.done", { name: back })}
      </p>
      {problem !== undefined && (
        <div className="mt-4">
          <ProblemBanner problem={toProblem(problem)} {...(refused === undefined && { retry: () => void refetch() })} />
        </div>
      )}
      {!bans && error === undefined && <Spinner />}
      {bans?.length === 0 && <p className="mt-4 text-muted">{t("bans.none")}</p>}
      <ul className="mt-3 divide-y divide-line empty:hidden">
        {bans?.map((ban) => (
          <BannedPerson key={ban.user.id} ban={ban} onLift={lift} />
        ))}
      </ul>
      <div className="mt-6 flex flex-wrap gap-3">
        <Button onClick={onClose}>{t("bans.close")}</Button>
        {hasNextPage && (
          <Button look="quiet" aria-disabled={isFetchingNextPage || undefined} onClick={() => void fetchNextPage()}>
            {t("bans.more")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function BannedPerson({ ban, onLift }: { ban: Ban; onLift: (ban: Ban) => void }) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "room" });
  const name = nameOf(ban.user);
  const when = ban.at === undefined ? undefined : new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: "medium" }).format(new Date(ban.at));
  return (
    <li className="flex items-center gap-3 py-3">
      <Avatar src={ban.user.avatar} name={name} size="small" />
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-1.5 leading-snug font-semibold">
          <bdi className="line-clamp-2 wrap-anywhere">{name}</bdi>
          <GuestMark of={ban.user} />
        </p>
        {when !== undefined && (
          <p dir="auto" className="text-sm leading-snug wrap-anywhere text-muted">
            {ban.by ? t("bans.by", { name: nameOf(ban.by), when }) : t("bans.since", { when })}
          </p>
        )}
      </div>
      <Button
        look="quiet"
        className="shrink-0 px-3!"
        aria-label={t("bans.unbanOne", { name })}
        onClick={() => {
          onLift(ban);
        }}
      >
        {t("bans.unban")}
      </Button>
    </li>
  );
}
