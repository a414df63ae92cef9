import { useTranslation } from "react-i18next";
import { SeatSketch } from "./SeatSketch";

const promises = ["mute", "return", "gone"] as const;

export function TalkSection() {
  const { t } = useTranslation();
  return (
    <section id="talk" tabIndex={-1} aria-labelledby="talk-heading" className="scroll-mt-6 border-t border-line">
      <div className="page-width grid gap-x-10 gap-y-6 py-16 lg:grid-cols-[minmax(0,4fr)_minmax(0,7fr)] lg:py-24">
        <div className="lg:sticky lg:top-12 lg:self-start">
          <h2 id="talk-heading" className="text-4xl sm:text-5xl">
            {t("home.talk.heading")}
          </h2>
          <p className="mt-3 text-lg text-muted">{t("home.talk.lead")}</p>
        </div>
        <ul className="divide-y divide-line">
          {promises.map((promise) => (
            <li key={promise} className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-5 py-7 first:pt-0 sm:grid-cols-[9rem_minmax(0,1fr)] sm:gap-x-8">
              <SeatSketch of={promise} className="w-full" />
              <div className="self-center">
                <h3 className="text-2xl">{t(`home.talk.${promise}.heading`)}</h3>
                <p className="mt-2 max-w-[34rem] text-muted">{t(`home.talk.${promise}.text`)}</p>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
