import { useTranslation } from "react-i18next";
import { Link, Navigate, useSearchParams } from "react-router";
import { EmptyState } from "../ui/EmptyState";
import { actionStyles } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";
import { sharedAddress } from "./sharing";

/** Where the system's share sheet leads: to the room or the invitation that was shared. */
export default function SharePage() {
  const { t } = useTranslation("translation", { keyPrefix: "shell" });
  usePageTitle(t("share.heading"));
  const [shared] = useSearchParams();
  const address = sharedAddress([shared.get("url"), shared.get("text"), shared.get("title")], location.origin);
  if (address !== undefined) return <Navigate replace to={address} />;
  return (
    <div className="page-width flex grow flex-col justify-center py-10">
      <EmptyState
        level={1}
        heading={t("share.heading")}
        text={t("share.text")}
        action={
          <Link to="/rooms" className={actionStyles.primary}>
            {t("share.rooms")}
          </Link>
        }
      />
    </div>
  );
}
