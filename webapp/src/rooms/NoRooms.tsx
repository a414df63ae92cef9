import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "../ui/EmptyState";
import { actionStyles } from "../ui/styles";
import type { Search } from "./types";

export function NoRooms({ search }: { search: Search }) {
  const { t } = useTranslation("translation", { keyPrefix: "rooms" });
  const asked = search.query !== "" || search.tag !== "";
  const kind = asked ? "search" : search.shelf;
  const action =
    kind === "following" ? (
      <Link to="/people" className={actionStyles.primary}>
        {t("none.following.action")}
      </Link>
    ) : kind === "search" ? (
      <Link to="/rooms" className={actionStyles.quiet}>
        {t("none.search.all")}
      </Link>
    ) : (
      <Link to="/rooms/new" className={actionStyles.primary}>
        {t("create")}
      </Link>
    );
  return <EmptyState heading={t(`none.${kind}.heading`)} text={t(`none.${kind}.text`)} action={action} />;
}
