import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { toProblem } from "../api/problem";
import { ProblemBanner } from "../ui/ProblemBanner";
import { Spinner } from "../ui/Spinner";
import { actionStyles, textLink } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";
import { useUserProfileQuery } from "./api";
import { FollowButton } from "./FollowButton";
import { SeatAtTable } from "./SeatAtTable";
import type { Profile } from "./types";
import { UnknownPerson } from "./UnknownPerson";

export default function PersonPage() {
  const { username = "" } = useParams();
  const { currentData: person, error, refetch } = useUserProfileQuery(username);
  if (person) return <PersonView person={person} />;
  if (!error) return <Spinner />;
  const problem = toProblem(error);
  if (problem.status === 404) return <UnknownPerson username={username} />;
  return (
    <div className="page-width py-10">
      <ProblemBanner problem={problem} retry={() => void refetch()} />
    </div>
  );
}

function PersonView({ person }: { person: Profile }) {
  const { t } = useTranslation();
  const name = person.name ?? person.username;
  usePageTitle(name);
  const count = `inline-flex min-h-11 items-center ${textLink}`;
  return (
    <div className="grow overflow-x-clip">
      <article className="page-width grid items-center gap-x-12 gap-y-6 pt-2 pb-16 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)] lg:pt-8">
        <SeatAtTable avatar={person.avatar} name={name} className="-mt-4 -ml-20 w-80 lg:mt-0 lg:-ml-10 lg:w-full" />
        <div className="max-w-[36rem]">
          <h1 className="text-[clamp(2.25rem,5vw,3.75rem)] leading-none font-extrabold tracking-[-0.03em]">{name}</h1>
          <p className="mt-2 text-lg text-muted">@{person.username}</p>
          {person.bio !== undefined && person.bio !== "" ? (
            <p className="mt-5 text-lg whitespace-pre-line">{person.bio}</p>
          ) : (
            <p className="mt-5 text-muted">{person.isSelf ? t("people.isYou") : t("people.noBio", { name })}</p>
          )}
          <p className="mt-4 flex flex-wrap gap-x-6">
            <Link to={`/people/${person.username}/followers`} className={count}>
              {t("people.followers", { count: person.followers })}
            </Link>
            <Link to={`/people/${person.username}/following`} className={count}>
              {t("people.followingCount", { count: person.following })}
            </Link>
          </p>
          <div className="mt-5">
            {person.isSelf ? (
              <Link to="/settings" className={actionStyles.quiet}>
                {t("people.edit")}
              </Link>
            ) : (
              <FollowButton person={person} />
            )}
          </div>
        </div>
      </article>
    </div>
  );
}
