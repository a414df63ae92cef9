import { useTranslation } from "react-i18next";

/** Waiting, for a part of a page, or for all there is: what comes then is long, so that the foot of the page is not seen to jump. */
export function Spinner({ forAll = false }: { forAll?: boolean }) {
  const { t } = useTranslation();
  return (
    <p role="status" className={`after-a-moment flex grow justify-center gap-3 p-12 text-muted ${forAll ? "min-h-svh items-start" : "items-center"}`}>
      <span
        aria-hidden="true"
        className="size-6 animate-spin rounded-full border-[3px] border-line border-t-brand motion-reduce:animate-none"
      />
      {t("frame.loading")}
    </p>
  );
}
