import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, Route, Routes } from "react-router";
import { toProblem } from "../../api/problem";
import { ProblemBanner } from "../../ui/ProblemBanner";
import { Spinner } from "../../ui/Spinner";
import { Waiting } from "../../ui/later";
import { useMe } from "../me";
import { DataSettings } from "./DataSettings";
import { LookSettings } from "./LookSettings";
import { ProfileSettings } from "./ProfileSettings";
import { SecuritySettings } from "./SecuritySettings";

const parts = { profile: "/settings", security: "/settings/security", notifications: "/settings/notifications", look: "/settings/look", data: "/settings/data" } as const;

/** How to install Parley, and what one is told of, belong to other features. */
export default function SettingsPage({ install, notices: NoticeSettings }: { install: ComponentType; notices: ComponentType<{ self: string }> }) {
  const { t } = useTranslation();
  const { data: me, error, refetch } = useMe();
  return (
    <div className="page-width grid items-start gap-x-14 gap-y-6 pt-4 pb-16 lg:grid-cols-[14rem_minmax(0,1fr)] lg:pt-10">
      <div className="min-w-0 lg:sticky lg:top-8">
        <p className="font-display text-2xl font-bold tracking-tight">{t("account.settings.heading")}</p>
        <nav aria-label={t("account.settings.sections")} className="mt-3 -ml-3 grid grid-cols-[auto_auto] gap-1 text-sm sm:flex sm:text-base lg:ml-0 lg:flex-col">
          {Object.entries(parts).map(([part, path]) => (
            <NavLink
              key={part}
              end
              to={path}
              className="inline-flex min-h-11 items-center rounded-lg px-3 font-semibold text-muted hover:bg-sunken hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:text-brand lg:-ml-3"
            >
              {t(`account.settings.${part as keyof typeof parts}`)}
            </NavLink>
          ))}
        </nav>
      </div>
      <div className="max-w-[40rem] min-w-0">
        {error && !me && <ProblemBanner problem={toProblem(error)} retry={() => void refetch()} />}
        {!error && !me && <Spinner />}
        {me && (
          <Routes>
            <Route index element={<ProfileSettings me={me} />} />
            <Route path="security" element={<SecuritySettings me={me} />} />
            <Route
              path="notifications"
              element={
                <Waiting value={<Spinner />}>
                  <NoticeSettings self={me.id} />
                </Waiting>
              }
            />
            <Route path="look" element={<LookSettings install={install} />} />
            <Route path="data" element={<DataSettings me={me} />} />
            <Route path="*" element={<ProfileSettings me={me} />} />
          </Routes>
        )}
      </div>
    </div>
  );
}
