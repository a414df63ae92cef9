import { useEffect, useState } from "react";

/** Whole seconds that are left until then, counted down; 0 from then on. */
export function useSecondsUntil(then: number | undefined): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (then === undefined) return;
    const look = () => {
      setNow(Date.now());
    };
    look();
    const timer = setInterval(look, 250);
    return () => {
      clearInterval(timer);
    };
  }, [then]);
  return then === undefined ? 0 : Math.max(0, Math.ceil((then - now) / 1_000));
}
