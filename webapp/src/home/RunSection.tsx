import { useTranslation } from "react-i18next";
import { textLink } from "../ui/styles";

const facts = ["war", "settings", "mongo", "health"] as const;

export function RunSection() {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="run-heading">
      <div className="page-width py-16 lg:py-24">
        <h2 id="run-heading" className="text-4xl sm:text-5xl">
          {t("home.run.heading")}
        </h2>
        <p className="mt-3 text-lg text-muted">{t("home.run.lead")}</p>
        <dl className="mt-10 grid border-b border-line">
          {facts.map((fact) => (
            <div key={fact} className="grid gap-x-10 gap-y-1 border-t border-line py-5 lg:grid-cols-[minmax(0,4fr)_minmax(0,7fr)]">
              <dt className="font-display text-2xl leading-tight font-bold tracking-tight">{t(`home.run.${fact}.heading`)}</dt>
              <dd className="max-w-[40rem] text-lg text-muted">
                {t(`home.run.${fact}.text`)}
                {fact === "health" && (
                  <a href="/health" className={`flex min-h-11 w-fit items-center ${textLink}`}>
                    {t("home.run.health.link")}
                  </a>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
