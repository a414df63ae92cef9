import type { ReactNode } from "react";
import { TableOfSix } from "./TableOfSix";

interface Props {
  heading: string;
  lead?: ReactNode;
  children: ReactNode;
  taken?: number;
  guest?: string | undefined;
}

/** A short form, and beside it the table at which a seat is free. */
export function SeatPage({ heading, lead, children, taken = 5, guest }: Props) {
  return (
    <div className="isolate grow overflow-x-clip">
      <div className="page-width relative grid gap-x-12 pt-4 pb-16 lg:grid-cols-[minmax(0,27rem)_minmax(0,1fr)] lg:pt-10">
        <div className="relative z-10 max-w-[27rem]">
          <h1 className="min-h-20 pr-20 text-[clamp(2.5rem,5vw,3.75rem)] leading-[0.98] font-extrabold tracking-[-0.03em] lg:min-h-0 lg:pr-0">{heading}</h1>
          {lead !== undefined && <div className="mt-4 text-lg text-muted">{lead}</div>}
          <div className="mt-8 flex flex-col gap-6">{children}</div>
        </div>
        {/* Goes on beyond the page's edge, as the room of the landing page does. */}
        <TableOfSix
          taken={taken}
          guest={guest}
          className="absolute -top-3 -right-12 w-32 lg:static lg:-mt-14 lg:w-[112%] lg:max-w-[38rem] lg:justify-self-end"
        />
      </div>
    </div>
  );
}
