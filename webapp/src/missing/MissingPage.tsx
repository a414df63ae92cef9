import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "../ui/EmptyState";
import { actionStyles } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";

export default function MissingPage() {
  const { t } = useTranslation();
  usePageTitle(t("missing.title"));
  return (
    <div className="page-width flex grow flex-col justify-center py-10">
      <EmptyState
        level={1}
        heading={t("missing.heading")}
        text={t("missing.text")}
        action={
          <Link to="/" className={actionStyles.primary}>
            {t("missing.home")}
          </Link>
        }
      />
    </div>
  );
}
