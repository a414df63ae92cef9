import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { toProblem } from "../../api/problem";
import type { Guest } from "../../api/session";
import { Avatar } from "../../ui/Avatar";
import { GuestTag } from "../../ui/GuestTag";
import { HeaderMenu, menuEntry } from "../../ui/HeaderMenu";
import { problemText } from "../../ui/ProblemBanner";
import { useLogoutMutation, useVisitor } from "../me";
import { withNext } from "../next";
import { rememberName } from "./name";

/** Who one is without an account, the way to one, and the way out. */
export default function GuestHeader({ guest }: { guest: Guest }) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "guest" });
  const { t: shared } = useTranslation();
  const { data: visitor } = useVisitor();
  const [logout, { error, reset }] = useLogoutMutation();
  const { pathname } = useLocation();
  const name = visitor?.name;
  const room = `/rooms/${guest.room}`;
  const toAccount = withNext("/sign-up", room);
  return (
    <div className="flex items-center gap-2">
      <Link to={toAccount} className="hidden min-h-11 items-center rounded-lg px-3 font-semibold whitespace-nowrap text-brand hover:bg-sunken lg:inline-flex">
        {t("menu.account")}
      </Link>
      <HeaderMenu
        label={name === undefined ? t("menu.waiting") : t("menu.open", { name })}
        opener={
          <>
            <span dir="auto" className="max-w-36 truncate font-semibold max-sm:hidden">
              {name}
            </span>{" "}
            <GuestTag>{t("menu.tag")}</GuestTag>{" "}
            {visitor ? <Avatar src={visitor.avatar} name={name} size="small" className="ring-2 ring-line" /> : <span className="size-9 rounded-full bg-sunken" />}
          </>
        }
        className="min-h-11 gap-2 rounded-full pr-1 pl-2 hover:bg-sunken"
        failed={error ? problemText(shared, toProblem(error), i18n.language) : ""}
        onOpen={reset}
      >
        <p className="border-b border-line px-3 pt-1 pb-3">
          <span dir="auto" className="block font-semibold wrap-anywhere">
            {name}
          </span>
          <span className="block text-sm text-muted">{t("menu.text")}</span>
        </p>
        <ul className="pt-2">
          {pathname !== room && (
            <li>
              <Link to={room} className={menuEntry}>
                {t("menu.room")}
              </Link>
            </li>
          )}
          <li className="lg:hidden">
            <Link to={toAccount} className={menuEntry}>
              {t("menu.account")}
            </Link>
          </li>
          <li>
            <Link to={withNext("/sign-in", room)} className={menuEntry}>
              {t("menu.signIn")}
            </Link>
          </li>
          <li>
            <button
              type="button"
              className={menuEntry}
              onClick={() => {
                logout(undefined)
                  .unwrap()
                  .then(
                    () => {
                      rememberName(undefined);
                    },
                    // Shown below.
                    () => undefined,
                  );
              }}
            >
              {t("menu.leave")}
            </button>
          </li>
        </ul>
      </HeaderMenu>
    </div>
  );
}
