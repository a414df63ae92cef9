import type { ReactNode } from "react";
import { EmptyRoom } from "./EmptyRoom";

interface Props {
  heading: string;
  text: string;
  /** The one thing to do from here. */
  action?: ReactNode;
  /** The level that fits the page: 1 where this is the whole page. */
  level?: 1 | 2;
}

export function EmptyState({ heading, text, action, level = 2 }: Props) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className="flex flex-col items-start gap-x-10 gap-y-6 py-8 sm:flex-row sm:items-center">
      <EmptyRoom className="w-40 shrink-0 sm:w-52" />
      <div className="max-w-[34rem]">
        <Heading className={level === 1 ? "text-4xl sm:text-5xl" : "text-2xl"}>{heading}</Heading>
        <p className="mt-3 text-lg text-muted">{text}</p>
        {action !== undefined && <div className="mt-6">{action}</div>}
      </div>
    </div>
  );
}
