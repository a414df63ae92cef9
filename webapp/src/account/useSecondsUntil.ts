import { useEffect, useState } from "react";

/** Counts down to a moment; 0 once it has passed. */
export function useSecondsUntil(moment: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (moment <= Date.now()) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= moment) clearInterval(timer);
    }, 1_000);
    return () => {
      clearInterval(timer);
    };
  }, [moment]);
  return Math.max(0, Math.ceil((moment - now) / 1_000));
}
