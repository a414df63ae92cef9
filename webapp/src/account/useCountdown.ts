import { useEffect, useState } from "react";

/** The whole seconds that are left, and a way to begin anew. */
export function useCountdown(first: number): [left: number, begin: (seconds: number) => void] {
  const [{ until, now }, setTime] = useState(() => timesFrom(first));
  useEffect(() => {
    if (until <= Date.now()) return;
    const timer = setInterval(() => {
      setTime({ until, now: Date.now() });
      if (Date.now() >= until) clearInterval(timer);
    }, 1_000);
    return () => {
      clearInterval(timer);
    };
  }, [until]);
  return [
    Math.max(0, Math.ceil((until - now) / 1_000)),
    (seconds) => {
      setTime(timesFrom(seconds));
    },
  ];
}

function timesFrom(seconds: number) {
  const now = Date.now();
  return { now, until: now + seconds * 1_000 };
}
