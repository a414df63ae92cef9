import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Guest } from "../../api/session";
import { EmptyState } from "../../ui/EmptyState";
import { actionStyles } from "../../ui/styles";
import { usePageTitle } from "../../ui/useTitle";
import { withNext } from "../next";

/** What stands where a guest's room was. With their invitation they can come in again. */
export default function VisitOver({ visited: { room, code } }: { visited: Guest }) {
  const { t } = useTranslation("translation", { keyPrefix: "guest" });
  usePageTitle(t("over.title"));
  const back = code === undefined ? undefined : `/invite/${code}`;
  return (
    <div className="page-width flex grow flex-col justify-center py-10">
      <EmptyState
        level={1}
        heading={t("over.heading")}
        text={t(back === undefined ? "over.text" : "over.textBack")}
        action={
          <div className="flex flex-wrap gap-3">
            {back !== undefined && (
              <Link to={back} className={actionStyles.primary}>
                {t("over.back")}
              </Link>
            )}
            <Link to={withNext("/sign-in", back ?? `/rooms/${room}`)} className={back === undefined ? actionStyles.primary : actionStyles.quiet}>
              {t("over.signIn")}
            </Link>
          </div>
        }
      />
    </div>
  );
}
