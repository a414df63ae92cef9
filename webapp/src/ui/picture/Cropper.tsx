import { useEffect, useId, useRef, useState } from "react";
import type { KeyboardEvent, PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../Button";
import { Dialog } from "../Dialog";
import { maxZoom, moved, wholeCrop, zoomed } from "./crop";
import type { Shape } from "./crop";
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
  /** A square is shown round. */
  shape: Shape;
  onUse: (dataUrl: string) => void;
  onClose: () => void;
}

/** Chooses the part of a picture that is shown: with a pointer, with keys or with the slider. */
export function Cropper({ picture, shape, onUse, onClose }: Props) {
  const { t } = useTranslation();
  const [crop, setCrop] = useState(() => wholeCrop(picture));
  const area = useRef<HTMLCanvasElement>(null);
  const preview = useRef<HTMLCanvasElement>(null);
  const dragged = useRef<{ x: number; y: number } | undefined>(undefined);
  const zoomId = useId();
  const wide = shape === "wide";

  useEffect(() => {
    for (const canvas of [area.current, preview.current]) {
      if (canvas) draw(canvas, picture, crop, shape);
    }
  }, [picture, crop, shape]);

  function steer(event: KeyboardEvent) {
    const arrow = arrows[event.key];
    const zoom = zooms[event.key];
    if (!arrow && zoom === undefined) return;
    event.preventDefault();
    setCrop((now) => (arrow ? moved(now, picture, shape, arrow[0], arrow[1]) : zoomed(now, picture, shape, now.zoom * (zoom ?? 1))));
  }

  function drag({ clientX: x, clientY: y, currentTarget }: PointerEvent) {
    const from = dragged.current;
    if (!from) return;
    dragged.current = { x, y };
    // The picture follows the pointer, so the part goes the other way.
    const { clientWidth: width, clientHeight: height } = currentTarget;
    setCrop((now) => moved(now, picture, shape, (from.x - x) / (width || 1), (from.y - y) / (height || 1)));
  }

  function drop() {
    dragged.current = undefined;
  }

  return (
    <Dialog heading={t("form.crop.heading")} onClose={onClose}>
      <div className="mt-5 flex flex-wrap items-end gap-x-8 gap-y-4">
        {/* A button is what takes the focus and keys everywhere; what it does by itself is nothing. */}
        <button
          type="button"
          aria-label={t("form.crop.area")}
          className={`relative block cursor-grab touch-none overflow-hidden rounded-xl bg-sunken active:cursor-grabbing ${wide ? "aspect-1200/630 w-full" : "size-64 sm:size-72"}`}
          onKeyDown={steer}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            dragged.current = { x: event.clientX, y: event.clientY };
          }}
          onPointerMove={drag}
          onPointerUp={drop}
          onPointerCancel={drop}
          onWheel={({ deltaY }) => {
            setCrop((now) => zoomed(now, picture, shape, now.zoom * (deltaY < 0 ? 1.06 : 1 / 1.06)));
          }}
        >
          <canvas ref={area} width={wide ? 1200 : 576} height={wide ? 630 : 576} className="size-full" />
          {!wide && (
            <svg viewBox="0 0 100 100" className="absolute inset-0 size-full" aria-hidden="true">
              <path fill="var(--ground)" fillOpacity="0.72" fillRule="evenodd" d="M0 0h100v100H0zM50 1a49 49 0 1 0 0 98 49 49 0 0 0 0-98" />
            </svg>
          )}
        </button>
        {!wide && (
          <div>
            <p className="text-sm text-muted">{t("form.crop.preview")}</p>
            <canvas ref={preview} width="144" height="144" className="mt-2 size-18 rounded-full bg-sunken" />
          </div>
        )}
      </div>
      <p className="mt-3 text-sm text-muted">{t("form.crop.hint")}</p>
      <label htmlFor={zoomId} className="mt-4 block font-semibold">
        {t("form.crop.zoom")}
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
          setCrop(zoomed(crop, picture, shape, Number(target.value)));
        }}
      />
      <div className="mt-4 flex flex-wrap gap-3">
        <Button
          onClick={() => {
            onUse(toDataUrl(picture, crop, shape));
          }}
        >
          {t("form.crop.use")}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t("form.cancel")}
        </Button>
      </div>
    </Dialog>
  );
}
