import { memo } from "react";
import { useTranslation } from "react-i18next";
import { nameOf, speaks } from "../../protocol/things";
import type { Person } from "../../protocol/things";
import { Avatar } from "../../ui/Avatar";
import { GuestMark } from "../GuestMark";
import { Icon } from "../icons";
import { Badge, CameraOf, sameView, useStates } from "../Seat";
import type { SeatView } from "../Seat";
import type { Box } from "./gridding";

interface Props {
  view: SeatView;
  size: Box;
  tabIndex: 0 | -1;
  onOpen: (userId: string) => void;
  onPin: (userId: string) => void;
}

/** Somebody as a tile of a grid: their camera, or their picture in its middle. */
export const Tile = memo(
  function Tile({ view, size, tabIndex, onOpen, onPin }: Props) {
    const { t } = useTranslation("translation", { keyPrefix: "room" });
    const { person, isSelf, muted, speaking, quality, forMe, reaction, camera } = view;
    const name = nameOf(person);
    // In a low tile the name takes as much as the face.
    const isLow = size.height < 150;
    const face = Math.round(Math.min(112, size.height * (isLow ? 0.46 : 0.52)));
    return (
      <li className="group relative [--badge:26px]" style={size}>
        <button
          type="button"
          data-person={person.id}
          tabIndex={tabIndex}
          className={`relative flex size-full items-center justify-center rounded-2xl bg-raised ${isLow ? "pb-6" : ""}`}
          onClick={({ currentTarget }) => {
            currentTarget.focus();
            onOpen(person.id);
          }}
        >
          <span className="block shrink-0" style={{ width: face, height: face }}>
            <Avatar src={person.avatar} name={name} size="full" className={person.away ? "opacity-40 grayscale" : ""} />
          </span>
          <CameraOf view={view} />
          <span aria-hidden="true" className={`absolute inset-0 rounded-[inherit] border ${camera ? "border-transparent" : "border-line"}`} />
          <span
            aria-hidden="true"
            className={`absolute inset-0 rounded-[inherit] border-4 border-speaking transition-opacity duration-150 motion-reduce:transition-none ${speaking ? "opacity-100" : "opacity-0"}`}
          />
          <NameSign name={isSelf ? t("person.self") : name} of={person} muted={speaks(person.role) && muted} silenced={person.mutedByModerator} />
          {person.handRaised && <Badge className="top-2 right-2 bg-brand text-brand-ink" icon="hand" />}
          {(quality === "poor" || forMe || person.away) && <Badge className="top-2 left-2 bg-ground text-danger" icon={forMe && !person.away ? "close" : "signal"} />}
          {reaction && (
            <span key={reaction.key} aria-hidden="true" className="rise pointer-events-none absolute inset-x-0 top-1/3 z-10 text-center text-4xl leading-none">
              {reaction.emoji}
            </span>
          )}
          <span className="sr-only">{[name, ...useStates(view)].join(", ")}</span>
        </button>
        {camera && (
          // For the pointer; what opens with the tile has it for the keyboard and for fingers.
          <button
            type="button"
            tabIndex={-1}
            aria-label={t("pictures.keepLargeOne", { name })}
            title={t("pictures.keepLarge")}
            className="absolute right-1.5 bottom-1.5 flex size-11 items-center justify-center rounded-xl bg-band-deep/80 text-band-ink opacity-0 group-hover:opacity-100 hover:bg-band-deep pointer-coarse:hidden"
            onClick={() => {
              onPin(person.id);
            }}
          >
            <Icon name="pin" className="size-5" />
          </button>
        )}
      </li>
    );
  },
  (before, after) =>
    before.size.width === after.size.width &&
    before.size.height === after.size.height &&
    before.tabIndex === after.tabIndex &&
    before.onOpen === after.onOpen &&
    before.onPin === after.onPin &&
    sameView(before.view, after.view),
);

/** On a ground of its own, so that it can be read over whatever the camera shows. */
export function NameSign({ name, of, muted, silenced = false }: { name: string; of?: Person; muted: boolean; silenced?: boolean }) {
  return (
    <span aria-hidden="true" className="absolute bottom-1.5 left-1.5 flex max-w-[calc(100%-0.75rem)] items-center gap-1.5 rounded-lg bg-band-deep/80 px-2 py-0.5 text-sm font-semibold text-band-ink">
      {muted && <Icon name={silenced ? "lock" : "muted"} className="size-4 shrink-0" />}
      <span dir="auto" className="truncate">
        {name}
      </span>
      <GuestMark of={of} className="border-band-muted! text-band-ink!" />
    </span>
  );
}
