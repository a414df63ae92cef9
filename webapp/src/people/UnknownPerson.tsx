import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "../ui/EmptyState";
import { actionStyles } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";

export function UnknownPerson({ username }: { username: string }) {
  const { t } = useTranslation();
  usePageTitle(t("people.unknown.heading"));
  return (
    <div className="page-width flex grow flex-col justify-center py-10">
      <EmptyState
        level={1}
        heading={t("people.unknown.heading")}
        text={t("people.unknown.text", { username: `@${username}` })}
        action={
          <Link to="/people" className={actionStyles.primary}>
            {t("people.unknown.search")}
          </Link>
        }
      />
    </div>
  );
}
