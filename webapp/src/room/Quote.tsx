import { useTranslation } from "react-i18next";
import { nameOf } from "../protocol/things";
import type { Person } from "../protocol/things";
import type { Line } from "../signalling/room";
import { GuestMark } from "./GuestMark";
import { Icon } from "./icons";

interface Props {
  /** Nothing where it is not there any more. */
  line: Line | undefined;
  face: Person | undefined;
  /** Goes to the line, if it can be gone to. */
  onGo?: (() => void) | undefined;
  tabIndex?: 0 | -1;
}

/** What is answered: whose it is, and how it begins. */
export function Quote({ line, face, onGo, tabIndex }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const look = "flex max-w-full min-w-0 items-center gap-1.5 rounded-md text-left text-sm text-muted";
  if (!line) {
    return (
      <p className={look}>
        <Icon name="reply" className="size-4 shrink-0" />
        {t("chat.quoteGone")}
      </p>
    );
  }
  const content = (
    <>
      <Icon name="reply" className="size-4 shrink-0" />
      <span className="sr-only">{t("chat.inReplyTo")}</span>{" "}
      <bdi className="max-w-[45%] shrink-0 truncate font-semibold">{face ? nameOf(face) : t("chat.somebody")}</bdi> <GuestMark of={face} />{" "}
      <bdi className="truncate">{firstLine(line.text)}</bdi>
    </>
  );
  if (!onGo) return <p className={look}>{content}</p>;
  return (
    <button type="button" tabIndex={tabIndex} className={`${look} min-h-6 hover:text-ink hover:underline focus-visible:outline-offset-0`} onClick={onGo}>
      {content}
    </button>
  );
}

function firstLine(text: string): string {
  return text.trimStart().split("\n")[0] ?? "";
}
