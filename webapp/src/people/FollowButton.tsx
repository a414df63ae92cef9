import { useTranslation } from "react-i18next";
import { toProblem } from "../api/problem";
import { Button } from "../ui/Button";
import { problemText } from "../ui/ProblemBanner";
import { useChangeFollowMutation } from "./api";

interface Props {
  person: { username: string; name?: string | undefined; isFollowing: boolean };
  /** One of many in a list, where none should be louder than the people. */
  quiet?: boolean;
}

export function FollowButton({ person, quiet = false }: Props) {
  const { t, i18n } = useTranslation();
  const [change, { error, isLoading }] = useChangeFollowMutation();
  const name = person.name ?? person.username;
  return (
    <div className={`flex shrink-0 flex-col gap-1 ${quiet ? "max-w-40 items-end text-right" : "items-start"}`}>
      <Button
        look={quiet || person.isFollowing ? "quiet" : "primary"}
        className={person.isFollowing ? "border-transparent px-2! whitespace-nowrap text-muted" : ""}
        aria-label={t(person.isFollowing ? "people.unfollowOne" : "people.followOne", { name })}
        onClick={() => {
          // One change after the other, so that they arrive in the order in which they were meant.
          if (!isLoading) void change({ username: person.username, follow: !person.isFollowing });
        }}
      >
        {person.isFollowing && (
          <svg viewBox="0 0 20 20" className="size-4" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" strokeLinejoin="round">
            <path d="m4 10.5 4 4 8-9" />
          </svg>
        )}
        {t(person.isFollowing ? "people.unfollow" : "people.follow")}
      </Button>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {error ? t("people.followFailed", { reason: problemText(t, toProblem(error), i18n.language) }) : ""}
      </p>
    </div>
  );
}
