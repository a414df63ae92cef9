import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { toProblem } from "../api/problem";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { ProblemBanner } from "../ui/ProblemBanner";
import { Spinner } from "../ui/Spinner";
import { FollowButton } from "./FollowButton";
import type { PeoplePart, Person } from "./types";

interface Props {
  /** What a paged query of this feature gives. */
  found: {
    currentData?: { pages: PeoplePart[] } | undefined;
    error?: unknown;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
    refetch: () => unknown;
  };
  nobody: { heading: string; text: string };
  /** Nobody follows themselves. */
  self: string | undefined;
}

export function PeopleList({ found, nobody, self }: Props) {
  const { t } = useTranslation();
  const { currentData: data, error, hasNextPage, isFetchingNextPage } = found;
  const users = data?.pages.flatMap((page) => page.users);
  return (
    <>
      {/* Always there, so that a screen reader hears it change. */}
      <p role="status" className="mt-6 text-muted">
        {users && users.length > 0 ? t(hasNextPage ? "people.countMore" : "people.count", { count: users.length }) : ""}
      </p>
      {!users && !error && <Spinner />}
      {users?.length === 0 && <EmptyState {...nobody} />}
      {users && users.length > 0 && (
        <ul className="mt-2 divide-y divide-line border-y border-line">
          {users.map((person) => (
            <li key={person.username} className="flex items-center gap-3 py-2 sm:gap-4">
              <PersonLink person={person} />
              {person.username !== self && <FollowButton person={person} quiet />}
            </li>
          ))}
        </ul>
      )}
      {error !== undefined && (
        <div className="mt-5">
          <ProblemBanner problem={toProblem(error)} retry={() => (users ? found.fetchNextPage() : found.refetch())} />
        </div>
      )}
      {hasNextPage && (
        <Button look="quiet" className="mt-6" aria-disabled={isFetchingNextPage || undefined} onClick={() => found.fetchNextPage()}>
          {t("people.more")}
        </Button>
      )}
    </>
  );
}

function PersonLink({ person }: { person: Person }) {
  return (
    <Link to={`/people/${person.username}`} className="group flex min-w-0 grow items-center gap-3 rounded-lg py-2 sm:gap-4">
      <Avatar src={person.avatar} name={person.name ?? person.username} size="medium" />
      <span className="min-w-0">
        <span className="line-clamp-2 leading-snug font-semibold underline-offset-4 group-hover:underline">{person.name ?? person.username}</span>
        <span className="block truncate text-sm text-muted">@{person.username}</span>
        {person.bio !== undefined && person.bio !== "" && <span className="mt-0.5 hidden truncate text-muted sm:block">{person.bio}</span>}
      </span>
    </Link>
  );
}
