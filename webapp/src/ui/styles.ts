// Shared looks for elements that are sometimes a button, sometimes a link.
const action =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-lg px-4 py-2 sm:px-5 font-semibold no-underline transition-colors";

export const actionStyles = {
  primary: `${action} bg-brand text-brand-ink hover:bg-brand-strong focus-visible:outline-brand`,
  quiet: `${action} border-2 border-line text-ink hover:border-brand hover:text-brand`,
  danger: `${action} border-2 border-danger text-danger hover:bg-danger hover:text-ground`,
  onBand: `${action} bg-band-ink text-band hover:bg-band-muted focus-visible:outline-band-ink`,
} as const;

export const textLink =
  "font-semibold text-brand underline decoration-2 underline-offset-4 hover:text-brand-strong hover:decoration-[3px]";
