import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { nameOf } from "../protocol/things";
import { GuestTag } from "../ui/GuestTag";

interface Somebody {
  name?: string;
  username?: string;
  guest?: boolean;
}

/** Stands beside a name, and is empty for everybody with an account. */
export function GuestMark({ of, className }: { of: Somebody | undefined; className?: string }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  return of?.guest === true ? <GuestTag {...(className !== undefined && { className })}>{t("person.guestTag")}</GuestTag> : null;
}

/** A name for the middle of a sentence, where no tag can stand beside it. */
export function calledBy(t: TFunction<"translation", "room">) {
  return (person: Somebody): string => (person.guest === true ? t("person.named", { name: nameOf(person) }) : nameOf(person));
}
