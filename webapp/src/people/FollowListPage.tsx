import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { toProblem } from "../api/problem";
import { textLink } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";
import { useFollowersInfiniteQuery, useFollowingInfiniteQuery, useUserProfileQuery } from "./api";
import { PeopleList } from "./PeopleList";
import { UnknownPerson } from "./UnknownPerson";

interface Props {
  self: string | undefined;
}

export function FollowersPage({ self }: Props) {
  const { username = "" } = useParams();
  return <FollowList of="followers" username={username} self={self} found={useFollowersInfiniteQuery(username)} />;
}

export function FollowingPage({ self }: Props) {
  const { username = "" } = useParams();
  return <FollowList of="following" username={username} self={self} found={useFollowingInfiniteQuery(username)} />;
}

interface ListProps extends Props {
  of: "followers" | "following";
  username: string;
  found: Parameters<typeof PeopleList>[0]["found"];
}

function FollowList({ of, username, self, found }: ListProps) {
  const { t } = useTranslation();
  const { currentData: person } = useUserProfileQuery(username);
  const name = person?.name ?? username;
  const heading = t(of === "followers" ? "people.followersOf" : "people.followingOf", { name });
  usePageTitle(heading);
  if (found.error !== undefined && toProblem(found.error).status === 404) return <UnknownPerson username={username} />;
  const none = of === "followers" ? "noFollowers" : "noFollowing";
  return (
    <div className="page-width max-w-4xl pt-4 pb-16 sm:pt-8">
      <Link to={`/people/${username}`} className={`inline-flex min-h-11 items-center ${textLink}`}>
        {t("people.back", { name })}
      </Link>
      <h1 className="mt-2 text-4xl sm:text-5xl">{heading}</h1>
      <PeopleList found={found} self={self} nobody={{ heading: t(`people.${none}.heading`), text: t(`people.${none}.text`, { name }) }} />
    </div>
  );
}
