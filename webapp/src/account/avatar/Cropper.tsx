import { useEffect, useId, useRef, useState } from "react";
import type { KeyboardEvent, PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { maxZoom, moved, wholeCrop, zoomed } from "./crop";
import { draw, toDataUrl } from "./picture";

const step = 0.05;
const arrows: Record<string, [number, number]> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
};
const zooms: Record<string, number> = { "+": 1.1, "=": 1.1, "-": 1 / 1.1 };

interface Props {
  picture: ImageBitmap;
  onUse: (dataUrl: string) => void;
  onClose: () => void;
}

/** Chooses the square of a picture that is shown: with a pointer, with keys or with the slider. */
export function Cropper({ picture, onUse, onClose }: Props) {
  const { t } = useTranslation();
  const [crop, setCrop] = useState(() => wholeCrop(picture));
  const area = useRef<HTMLCanvasElement>(null);
  const preview = useRef<HTMLCanvasElement>(null);
  const dragged = useRef<{ x: number; y: number } | undefined>(undefined);
  const zoomId = useId();

  useEffect(() => {
    for (const canvas of [area.current, preview.current]) {
      if (canvas) draw(canvas, picture, crop);
    }
  }, [picture, crop]);

  function steer(event: KeyboardEvent) {
    const arrow = arrows[event.key];
    const zoom = zooms[event.key];
    if (!arrow && zoom === undefined) return;
    event.preventDefault();
    setCrop((now) => (arrow ? moved(now, picture, arrow[0], arrow[1]) : zoomed(now, picture, now.zoom * (zoom ?? 1))));
  }

  function drag({ clientX: x, clientY: y, currentTarget }: PointerEvent) {
    const from = dragged.current;
    if (!from) return;
    dragged.current = { x, y };
    // The picture follows the pointer, so the square goes the other way.
    const width = currentTarget.clientWidth || 1;
    setCrop((now) => moved(now, picture, (from.x - x) / width, (from.y - y) / width));
  }

  function drop() {
    dragged.current = undefined;
  }

  return (
    <Dialog heading={t("account.avatar.heading")} onClose={onClose}>
      <div className="mt-5 flex flex-wrap items-end gap-x-8 gap-y-4">
        {/* A button is what takes the focus and keys everywhere; what it does by itself is nothing. */}
        <button
          type="button"
          aria-label={t("account.avatar.area")}
          className="relative block size-64 cursor-grab touch-none overflow-hidden rounded-xl bg-sunken active:cursor-grabbing sm:size-72"
          onKeyDown={steer}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            dragged.current = { x: event.clientX, y: event.clientY };
          }}
          onPointerMove={drag}
          onPointerUp={drop}
          onPointerCancel={drop}
          onWheel={({ deltaY }) => {
            setCrop((now) => zoomed(now, picture, now.zoom * (deltaY < 0 ? 1.06 : 1 / 1.06)));
          }}
        >
          <canvas ref={area} width="576" height="576" className="size-full" />
          <svg viewBox="0 0 100 100" className="absolute inset-0 size-full" aria-hidden="true">
            <path fill="var(--ground)" fillOpacity="0.72" fillRule="evenodd" d="M0 0h100v100H0zM50 1a49 49 0 1 0 0 98 49 49 0 0 0 0-98" />
          </svg>
        </button>
        <div>
          <p className="text-sm text-muted">{t("account.avatar.preview")}</p>
          <canvas ref={preview} width="144" height="144" className="mt-2 size-18 rounded-full bg-sunken" />
        </div>
      </div>
      <p className="mt-3 text-sm text-muted">{t("account.avatar.hint")}</p>
      <label htmlFor={zoomId} className="mt-4 block font-semibold">
        {t("account.avatar.zoom")}
      </label>
      <input
        id={zoomId}
        type="range"
        min="1"
        max={maxZoom}
        step="0.05"
        value={crop.zoom}
        className="h-11 w-full accent-brand"
        onChange={({ target }) => {
          setCrop(zoomed(crop, picture, Number(target.value)));
        }}
      />
      <div className="mt-4 flex flex-wrap gap-3">
        <Button
          onClick={() => {
            onUse(toDataUrl(picture, crop));
          }}
        >
          {t("account.avatar.use")}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t("form.cancel")}
        </Button>
      </div>
    </Dialog>
  );
}
