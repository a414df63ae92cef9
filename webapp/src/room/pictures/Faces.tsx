import { useState } from "react";
import { useTranslation } from "react-i18next";
import { pictureKey } from "../../media/pictures";
import type { Call } from "../call";
import { calledBy } from "../GuestMark";
import { Icon } from "../icons";
import type { SeatView } from "../Seat";
import { useObservable } from "../useObservable";
import { useRoving } from "../useRoving";
import { gridFor, splitFor, tileGap } from "./gridding";
import type { Box } from "./gridding";
import { LargePicture } from "./LargePicture";
import type { Large } from "./shown";
import { Tile } from "./Tile";

interface Props {
  call: Call;
  /** What is large; nothing where all tiles are alike. */
  large: Large | undefined;
  /** Whose screen waits among the tiles, while a face is large. */
  waiting: SeatView | undefined;
  tiles: readonly SeatView[];
  viewOf: (userId: string) => SeatView | undefined;
  size: Box;
  onOpen: (userId: string) => void;
  onPin: (userId: string | undefined) => void;
}

const usualShape = 16 / 9;
const edge = 12;

/** Faces as tiles, and before them what is shown large. */
export function Faces({ call, large, waiting, tiles, viewOf, size, onOpen, onPin }: Props) {
  const pictures = useObservable(call.pictures);
  const [shape, setShape] = useState({ of: "", aspect: usualShape });
  const key = large && pictureKey(large.userId, large.source);
  const aspect = shape.of === key ? shape.aspect : usualShape;
  const space = { width: size.width - 2 * edge, height: size.height - 8 };
  const view = large && viewOf(large.userId);
  const split = splitFor(tiles.length + (waiting ? 1 : 0), space.width, space.height, aspect);
  const box = view ? split.faces : space;
  return (
    <div className={`flex items-center justify-center px-3 pb-2 ${split.beside ? "" : "flex-col"}`} style={{ height: size.height, gap: tileGap }}>
      {large && view && key !== undefined && (
        <LargePicture
          large={large}
          view={view}
          track={view.isSelf ? view.picture : pictures.get(key)}
          size={split.large}
          onShape={(next) => {
            setShape({ of: key, aspect: next });
          }}
          onUnpin={() => {
            onPin(undefined);
          }}
        />
      )}
      <Grid tiles={tiles} waiting={waiting} box={box} onOpen={onOpen} onPin={onPin} />
    </div>
  );
}

function Grid({ tiles, waiting, box, onOpen, onPin }: Pick<Props, "tiles" | "waiting" | "onOpen" | "onPin"> & { box: Box }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { tabIndexOf, around } = useRoving(tiles.map(({ person }) => person.id));
  const count = tiles.length + (waiting ? 1 : 0);
  if (count === 0) return null;
  const { columns, width, height } = gridFor(count, box.width, box.height);
  return (
    <div className="flex shrink-0 overflow-y-auto" style={box}>
      <div className="m-auto flex flex-wrap justify-center" style={{ width: columns * (width + tileGap) - tileGap, gap: tileGap }}>
        {waiting && (
          <button
            type="button"
            style={{ width, height }}
            className="flex flex-col items-center justify-center gap-1 rounded-2xl bg-band-deep p-2 text-sm font-semibold text-band-ink focus-visible:-outline-offset-3"
            onClick={() => {
              onPin(undefined);
            }}
          >
            <Icon name="screen" className="size-7" />
            {t("pictures.screenOf", { name: calledBy(t)(waiting.person) })}
          </button>
        )}
        <ul aria-label={t("stage.heading")} className="contents" {...around}>
          {tiles.map((view) => (
            <Tile key={view.person.id} view={view} size={{ width, height }} tabIndex={tabIndexOf(view.person.id)} onOpen={onOpen} onPin={onPin} />
          ))}
        </ul>
      </div>
    </div>
  );
}
