import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { toProblem } from "../api/problem";
import { useSignedIn } from "../api/signedIn";
import { localeOf } from "../i18n/setup";
import { nameOf } from "../protocol/things";
import { lookOf } from "../ui/accent";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Cover } from "../ui/Cover";
import { EmptyState } from "../ui/EmptyState";
import { ProblemBanner } from "../ui/ProblemBanner";
import { Spinner } from "../ui/Spinner";
import { Waiting } from "../ui/later";
import { actionStyles } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";
import { meetingOf, whenText } from "../ui/when";
import { useAcceptInviteMutation, usePreviewInviteQuery } from "./api";
import { TableSketch } from "./TableSketch";
import type { InvitePreview } from "./types";

/** The way in without an account; it belongs to another feature. */
type Guests = ComponentType<{ code: string }>;

export default function InvitePage({ guests }: { guests: Guests }) {
  const { t } = useTranslation("translation", { keyPrefix: "rooms" });
  const { code = "" } = useParams();
  const { currentData: invite, error, refetch } = usePreviewInviteQuery(code, { refetchOnMountOrArgChange: true });
  usePageTitle(invite?.roomName ?? t("invite.title"));
  if (invite) return <Invitation code={code} invite={invite} guests={guests} />;
  if (error === undefined) return <Spinner />;
  const problem = toProblem(error);
  const known = problem.status === 404 ? "gone" : problem.code === "banned" ? "banned" : undefined;
  return (
    <div className="page-width py-10">
      {known === undefined ? (
        <ProblemBanner problem={problem} retry={() => void refetch()} />
      ) : (
        <EmptyState
          level={1}
          heading={t(`invite.${known}.heading`)}
          text={t(`invite.${known}.text`)}
          action={
            <Link to="/rooms" className={actionStyles.primary}>
              {t("invite.gone.action")}
            </Link>
          }
        />
      )}
    </div>
  );
}

function Invitation({ code, invite, guests: JoinAsGuest }: { code: string; invite: InvitePreview; guests: Guests }) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "rooms" });
  const navigate = useNavigate();
  const signedIn = useSignedIn();
  const [accept, { error, isLoading }] = useAcceptInviteMutation();
  const role = (["moderator", "speaker", "listener"] as const).find((one) => one === invite.role);
  const inviter = invite.invitedBy ?? invite.creator;
  const name = nameOf(inviter);
  const { people } = invite;
  const named = people.map((person) => (person.guest === true ? t("invite.named", { name: nameOf(person) }) : nameOf(person)));
  return (
    <div
      style={lookOf(invite.theme)}
      className={`page-width grid grow content-center items-center gap-x-16 gap-y-6 py-8 ${invite.theme?.cover === undefined ? "sm:grid-cols-[auto_minmax(0,1fr)]" : "lg:grid-cols-2"}`}
    >
      {invite.theme?.cover === undefined ? (
        <TableSketch people={invite.currentParticipants} className="w-36 sm:w-72" />
      ) : (
        <Cover src={invite.theme.cover} className="aspect-1200/630 w-full max-w-[34rem] rounded-2xl" />
      )}
      <div className="max-w-[34rem]">
        <p className="flex items-center gap-3 text-lg text-muted">
          <Avatar src={inviter.avatar} name={name} size="small" />
          <span dir="auto">{t("invite.text", { name })}</span>
        </p>
        <h1 dir="auto" className="mt-4 text-4xl sm:text-5xl">
          {invite.roomName}
        </h1>
        <div className="mt-5 flex flex-wrap items-center gap-x-3 gap-y-2">
          {people.length > 0 && (
            <span className="flex -space-x-2">
              {people.map((person) => (
                <Avatar key={person.id} src={person.avatar} name={nameOf(person)} size="small" className="ring-2 ring-ground" />
              ))}
            </span>
          )}
          <p dir="auto" className="min-w-0 text-muted">
            {invite.currentParticipants > 0 ? t("card.people", { count: invite.currentParticipants }) : t("card.empty")}
            {people.length > 0 && `: ${named.join(", ")}${people.length < invite.currentParticipants ? " …" : ""}`}
          </p>
        </div>
        {invite.schedule?.next !== undefined && <p className="mt-2 font-semibold">{whenText(meetingOf(invite.schedule), localeOf(i18n.language), new Date())}</p>}
        {role && <p className="mt-1 text-muted">{t(`invite.role.${role}`)}</p>}
        {error !== undefined && (
          <div className="mt-5">
            <ProblemBanner problem={toProblem(error)} />
          </div>
        )}
        {signedIn ? (
          <Button
            className="mt-7 min-h-12 px-7!"
            aria-disabled={isLoading || undefined}
            onClick={() => {
              if (isLoading) return;
              void accept(code)
                .unwrap()
                .then(
                  (room) => navigate(`/rooms/${room.id}`),
                  // Shown above.
                  () => undefined,
                );
            }}
          >
            {t("invite.accept")}
          </Button>
        ) : invite.guests ? (
          <Waiting value={<Spinner />}>
            <JoinAsGuest code={code} />
          </Waiting>
        ) : (
          <>
            <Link to={`/sign-up?next=${encodeURIComponent(`/invite/${code}`)}`} className={`${actionStyles.primary} mt-7 min-h-12 px-7!`}>
              {t("invite.accept")}
            </Link>
            <p className="mt-2 text-sm text-muted">{t("invite.account")}</p>
          </>
        )}
      </div>
    </div>
  );
}
