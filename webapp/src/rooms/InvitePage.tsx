import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { toProblem } from "../api/problem";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { ProblemBanner } from "../ui/ProblemBanner";
import { Spinner } from "../ui/Spinner";
import { actionStyles } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";
import { useAcceptInviteMutation, usePreviewInviteQuery } from "./api";
import { TableSketch } from "./TableSketch";
import type { InvitePreview } from "./types";

export default function InvitePage() {
  const { t } = useTranslation("translation", { keyPrefix: "rooms" });
  usePageTitle(t("invite.title"));
  const { code = "" } = useParams();
  const { currentData: invite, error, refetch } = usePreviewInviteQuery(code, { refetchOnMountOrArgChange: true });
  if (invite) return <Invitation code={code} invite={invite} />;
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

function Invitation({ code, invite }: { code: string; invite: InvitePreview }) {
  const { t } = useTranslation("translation", { keyPrefix: "rooms" });
  const navigate = useNavigate();
  const [accept, { error, isLoading }] = useAcceptInviteMutation();
  const role = (["moderator", "speaker", "listener"] as const).find((one) => one === invite.role);
  const name = invite.creator.name ?? invite.creator.username;
  return (
    <div className="page-width grid grow content-center items-center gap-x-16 gap-y-8 py-10 sm:grid-cols-[auto_minmax(0,1fr)]">
      <TableSketch people={invite.currentParticipants} className="w-44 sm:w-72" />
      <div className="max-w-[34rem]">
        <h1 className="text-4xl sm:text-5xl">{t("invite.heading")}</h1>
        <p className="mt-5 flex items-center gap-3 text-lg text-muted">
          <Avatar src={invite.creator.avatar} name={name} size="small" />
          {t("invite.text", { name })}
        </p>
        <p className="mt-3 font-display text-2xl font-bold">{invite.roomName}</p>
        <p className="mt-1 text-muted">
          {invite.currentParticipants > 0 ? t("card.people", { count: invite.currentParticipants }) : t("card.empty")}
          {role && ` · ${t(`invite.role.${role}`)}`}
        </p>
        {error !== undefined && (
          <div className="mt-5">
            <ProblemBanner problem={toProblem(error)} />
          </div>
        )}
        <Button
          className="mt-7"
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
      </div>
    </div>
  );
}
