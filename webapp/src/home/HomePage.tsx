import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useSignedIn } from "../api/signedIn";
import { actionStyles } from "../ui/styles";
import { useTitle } from "../ui/useTitle";
import { BuildSection } from "./BuildSection";
import { RoomFromAbove } from "./RoomFromAbove";
import { RunSection } from "./RunSection";
import { TalkSection } from "./TalkSection";

export function HomePage() {
  const { t } = useTranslation();
  useTitle(t("home.title"));
  const signedIn = useSignedIn();
  return (
    <>
      <div className="isolate overflow-x-clip">
        <div className="page-width grid items-center gap-x-6 gap-y-8 pt-6 pb-16 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:pt-0 lg:pb-20">
          <div className="relative z-10">
            <h1 className="text-[clamp(3.25rem,8.5vw,6.5rem)] leading-[0.92] font-extrabold tracking-[-0.04em]">
              {t("home.heading")}
            </h1>
            <p className="mt-6 max-w-[30rem] text-lg text-muted sm:text-xl">{t("home.lead")}</p>
            <div className="mt-8 flex flex-wrap gap-2 sm:gap-3">
              <Link to={signedIn ? "/rooms" : "/sign-up"} className={actionStyles.primary}>
                {t(signedIn ? "home.rooms" : "home.signUp")}
              </Link>
              <a href="#talk" className={actionStyles.quiet}>
                {t("home.more")}
              </a>
            </div>
          </div>
          {/* Larger than its column on purpose: the room goes on beyond the page's edge. */}
          <div className="-ml-2 w-[118%] max-w-[46rem] lg:-mt-10 lg:ml-0 lg:w-[122%] lg:max-w-none">
            <RoomFromAbove />
          </div>
        </div>
      </div>
      <TalkSection />
      <BuildSection />
      <RunSection />
    </>
  );
}
