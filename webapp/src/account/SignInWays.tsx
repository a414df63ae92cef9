import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useNext } from "./next";

const ways = { "/sign-in": "byPassword", "/sign-in/code": "byCode" } as const;

export function SignInWays() {
  const { t } = useTranslation();
  const { carry } = useNext();
  return (
    <nav aria-label={t("account.signIn.ways")} className="grid grid-cols-2 gap-1 rounded-xl bg-sunken p-1">
      {Object.entries(ways).map(([path, way]) => (
        <NavLink
          key={path}
          end
          to={carry(path)}
          className="flex min-h-11 items-center justify-center rounded-lg px-2 py-1 text-center font-semibold text-ink aria-[current=page]:bg-raised aria-[current=page]:text-brand"
        >
          {t(`account.signIn.${way}`)}
        </NavLink>
      ))}
    </nav>
  );
}
