const paths = {
  microphone: "M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3M8.5 21h7",
  muted: "M9 9v3a3 3 0 0 0 4.6 2.5M15 11V6a3 3 0 0 0-5.7-1.3M5.5 11.5a6.5 6.5 0 0 0 10.3 5.3M18.3 13a6.5 6.5 0 0 0 .2-1.5M12 18v3M8.5 21h7M4 4l16 16",
  hand: "M8 12.5V5.8a1.5 1.5 0 0 1 3 0V11M11 10.5V4.3a1.5 1.5 0 0 1 3 0v6.2M14 10.8V6a1.5 1.5 0 0 1 3 0v8.5a6.5 6.5 0 0 1-6.5 6.5c-3 0-4.5-1.3-6-4l-2-3.6a1.5 1.5 0 0 1 2.5-1.6L8 15",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.3 14.2c.8 1.5 2.1 2.3 3.7 2.3s2.9-.8 3.7-2.3M9 9.3v.6M15 9.3v.6",
  chat: "M4 5.5h16v11.5h-9L6.5 21v-4H4z",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c.4-3.6 3-5.6 6.500-5.600s6.100 2 6.500 5.600M16 4.600a3.500 3.500 0 0 1 0 6.300M18 14.900c2 .7 3.300 2.500 3.500 5.100",
  leave: "M14 4H5v16h9M10 12h11M17.500 8.500 21 12l-3.500 3.500",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  invite: "M10 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M3.500 20c.4-3.600 3-5.600 6.500-5.600 1.500 0 2.800.4 3.900 1.100M18 13v7M14.500 16.500h7",
  close: "m6 6 12 12M18 6 6 18",
  lock: "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
  signal: "M4 19v-3M9.300 19v-6M14.600 19V9.500M20 19V5",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, className = "size-6" }: { name: IconName; className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true" fill="none" stroke="currentColor" strokeWidth={name === "more" ? 3.5 : 2} strokeLinecap="round" strokeLinejoin="round">
      <path d={paths[name]} />
    </svg>
  );
}
