import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { actionStyles } from "../ui/styles";
import { OpenInvitation } from "./OpenInvitation";

const known = [
  "left",
  "deleted",
  "removed",
  "banned",
  "joined_elsewhere",
  "account_erased",
  "signedOut",
  "room_full",
  "room_locked",
  "doors_closed",
  "room_not_found",
] as const;

const closed: readonly string[] = ["deleted", "banned", "account_erased", "room_not_found"];

interface Props {
  code: string;
  /** One is here without an account, and has no other room to go to. */
  isGuest: boolean;
  again?: () => void;
  joinAgain?: () => void;
}

/** Why one is not in the room, and the one thing to do about it. */
export function EndedPage({ code, isGuest, again, joinAgain }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const reason = known.find((one) => one === code) ?? "other";
  const back = closed.includes(code) ? undefined : code === "joined_elsewhere" ? joinAgain : again;
  const label = code === "joined_elsewhere" ? "ended.here" : code === "left" || code === "removed" ? "ended.back" : "ended.again";
  return (
    <div className="page-width flex grow flex-col justify-center py-10">
      <EmptyState
        level={1}
        heading={t(`ended.${reason}.heading`)}
        text={t(`ended.${reason}.text`)}
        action={
          <>
            <div className="flex flex-wrap gap-3">
              {code === "signedOut" ? (
                <Link to="/sign-in" className={actionStyles.primary}>
                  {t("ended.signIn")}
                </Link>
              ) : (
                back && <Button onClick={back}>{t(label)}</Button>
              )}
              <Link to={isGuest ? "/" : "/rooms"} className={back ? actionStyles.quiet : actionStyles.primary}>
                {t(isGuest ? "ended.home" : "ended.rooms")}
              </Link>
            </div>
            {code === "room_not_found" && <OpenInvitation />}
          </>
        }
      />
    </div>
  );
}
