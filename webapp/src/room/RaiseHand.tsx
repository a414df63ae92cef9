import { useTranslation } from "react-i18next";
import { handsOf, self } from "../signalling/room";
import type { Call } from "./call";
import { Icon } from "./icons";
import { useObservable } from "./useObservable";

/** What somebody who listens does most: their largest control, which also says how long the line before them is. */
export function RaiseHand({ call }: { call: Call }) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "room" });
  const { room } = useObservable(call.view);
  const me = room && self(room);
  if (!me) return null;
  const place = handsOf(room).findIndex(({ id }) => id === me.id) + 1;
  const up = me.handRaised && place > 0;
  return (
    <button
      type="button"
      id="first-control"
      aria-keyshortcuts="H"
      className={`inline-flex min-h-12 w-full items-center justify-center gap-2 rounded-xl px-6 leading-tight font-semibold sm:w-auto ${up ? "border-2 border-brand text-brand hover:bg-sunken" : "bg-brand text-brand-ink hover:bg-brand-strong"}`}
      onClick={() => {
        call.request("hand", { raised: !me.handRaised }).catch((error: unknown) => {
          console.warn("The hand was not seen", error);
        });
      }}
    >
      <Icon name="hand" className="size-6 shrink-0" />
      {up ? (
        <span className="text-left">
          <span className="block text-sm">{t("hand.up", { place: ordinal(place, i18n.language) })}</span>
          <span className="block text-xs font-normal">{t("hand.lower")}</span>
        </span>
      ) : (
        t("hand.raise")
      )}
    </button>
  );
}

const endings: Readonly<Record<string, string>> = { one: "st", two: "nd", few: "rd", other: "th" };

export function ordinal(place: number, language: string): string {
  return language === "en" ? `${place}${endings[new Intl.PluralRules("en", { type: "ordinal" }).select(place)] ?? "th"}` : `${place}.`;
}
