import type { TFunction } from "i18next";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { localeOf } from "../i18n/setup";
import type { Call } from "./call";
import { calledBy } from "./GuestMark";
import { urgent } from "./told";
import type { Told } from "./told";
import { useObservable } from "./useObservable";

/** Shown where it can be answered, and stays there. */
const inBanner: readonly Told["kind"][] = ["youMuted", "youInvited", "interrupted", "seatLost"];
const shownFor = 5_000;

/** Says what happened to a screen reader, at once or when there is a pause, and shows it for a moment. */
export function Announcer({ call }: { call: Call }) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "room" });
  const told = useObservable(call.told);
  // What was told on another page is not told again on this one.
  const [past, setPast] = useState(told);
  useEffect(() => {
    if (!told) return;
    const timer = setTimeout(() => {
      setPast(told);
    }, shownFor);
    return () => {
      clearTimeout(timer);
    };
  }, [told]);
  const text = told === undefined || told === past ? undefined : sentence(t, told, localeOf(i18n.language));
  const pressing = told !== undefined && urgent.includes(told.kind);
  return (
    <>
      <div aria-live="polite" role="status" className="sr-only">
        {text !== undefined && !pressing && <p key={told?.key}>{text}</p>}
      </div>
      <div aria-live="assertive" role="alert" className="sr-only">
        {text !== undefined && pressing && <p key={told.key}>{text}</p>}
      </div>
      {text !== undefined && told !== undefined && !inBanner.includes(told.kind) && (
        <p key={told.key} dir="auto" aria-hidden="true" className="pointer-events-none mx-auto line-clamp-2 w-fit max-w-full rounded-3xl bg-ink px-5 py-2 text-center font-semibold text-ground low:line-clamp-1 low:px-4 low:text-sm">
          {text}
        </p>
      )}
    </>
  );
}

function sentence(t: TFunction<"translation", "room">, { kind, names: all, role = "speaker" }: Told, locale: string): string {
  const count = all.length;
  const names = count > 2 ? t("news.people", { count }) : new Intl.ListFormat(locale).format(all.map((one) => (typeof one === "string" ? one : calledBy(t)({ name: one.guest, guest: true }))));
  switch (kind) {
    case "role":
      return t("news.role", { names, role: t(`role.${role}`), count });
    case "arrived":
    case "left":
    case "mentioned":
    case "handUp":
    case "cameraStopped":
    case "screenStopped":
    case "screenShown":
    case "upForYes":
    case "upForNo":
    case "up":
    case "down":
      return t(`news.${kind}`, { names, count });
    default:
      return t(`news.${kind}`);
  }
}
