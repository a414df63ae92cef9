import type { TFunction } from "i18next";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Call, Told } from "./call";
import type { News } from "./news";
import { useObservable } from "./useObservable";

/** Shown where it can be answered, and stays there. */
const inBanner: readonly News["kind"][] = ["youMuted", "youInvited"];
const shownFor = 5_000;

/** Says what happened, politely, to a screen reader, and shows it for a moment. */
export function Announcer({ call }: { call: Call }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const told = useObservable(call.told);
  const [past, setPast] = useState<Told>();
  useEffect(() => {
    if (!told) return;
    const timer = setTimeout(() => {
      setPast(told);
    }, shownFor);
    return () => {
      clearTimeout(timer);
    };
  }, [told]);
  const shown = told !== undefined && told !== past;
  return (
    <div aria-live="polite" role="status" className="pointer-events-none fixed inset-x-0 top-4 z-20 flex justify-center px-4">
      {shown && (
        <p key={told.key} className={inBanner.includes(told.news.kind) ? "sr-only" : "rounded-full bg-ink px-5 py-2.5 text-center font-semibold text-ground"}>
          {sentence(t, told.news)}
        </p>
      )}
    </div>
  );
}

function sentence(t: TFunction<"translation", "room">, news: News): string {
  if (news.kind === "role") return t("news.role", { name: news.name, role: t(`role.${news.role}`) });
  return "name" in news ? t(`news.${news.kind}`, { name: news.name }) : t(`news.${news.kind}`);
}
