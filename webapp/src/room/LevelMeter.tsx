import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ownVoice } from "./sound";
import type { Sound } from "./sound";
import { useObservable } from "./useObservable";

const quietest = -60;
const loudest = -10;

/** Whether the microphone hears anything: a bar for the eye, a sentence for everybody. */
export function LevelMeter({ sound }: { sound: Sound }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const bar = useRef<HTMLDivElement>(null);
  const heard = useObservable(sound.levels.speaking).has(ownVoice);

  // Past React: the bar moves with every picture.
  useEffect(() => {
    let frame = requestAnimationFrame(draw);
    function draw() {
      const part = (sound.levels.level(ownVoice) - quietest) / (loudest - quietest);
      if (bar.current) bar.current.style.transform = `scaleX(${Math.min(1, Math.max(0.02, part))})`;
      frame = requestAnimationFrame(draw);
    }
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [sound]);

  return (
    <div>
      <div aria-hidden="true" className="h-3 overflow-hidden rounded-full bg-sunken">
        <div ref={bar} className={`h-full origin-left rounded-full ${heard ? "bg-speaking" : "bg-edge"}`} />
      </div>
      <p className="mt-2 text-sm text-muted">{t(heard ? "devices.heard" : "devices.quiet")}</p>
    </div>
  );
}
