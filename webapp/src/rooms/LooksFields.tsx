import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { accentsOf } from "../ui/accent";
import type { Theme } from "../ui/accent";
import { Button } from "../ui/Button";
import { Cover } from "../ui/Cover";
import { Cropper } from "../ui/picture/Cropper";
import { usePicture } from "../ui/picture/usePicture";
import { ChoiceCards } from "./ChoiceCards";
import { colourNames, colours } from "./colours";

interface Props {
  /** How the room looks now. */
  theme: Theme | undefined;
  errors: { colour: string | undefined; cover: string | undefined };
}

/** The colour and the picture of a room. */
export function LooksFields({ theme, errors }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "rooms" });
  const colour = theme?.colour ?? "";
  const named: { value: string; label: string }[] = colourNames.map((name) => ({ value: colours[name], label: t(`looks.colours.${name}`) }));
  // A program may have chosen any other.
  const own = colour !== "" && named.every(({ value }) => value !== colour);
  const choices = [{ value: "", label: t("looks.none") }, ...named, ...(own ? [{ value: colour, label: t("looks.own", { colour }) }] : [])];
  return (
    <>
      <ChoiceCards short inColumns name="colour" legend={t("looks.colour")} error={errors.colour} usual={colour} choices={choices.map((choice) => ({ ...choice, mark: <Swatch colour={choice.value} /> }))} />
      <CoverField address={theme?.cover} error={errors.cover} />
    </>
  );
}

function Swatch({ colour }: { colour: string }) {
  const accents = accentsOf(colour);
  return (
    <span
      aria-hidden="true"
      className="size-5 shrink-0 rounded-full border-2 border-edge"
      style={accents && { background: `light-dark(${accents.light.edge}, ${accents.dark.edge})`, borderColor: "transparent" }}
    />
  );
}

/** Its value in the form is a data URL of a new picture, or "none" where there shall be no picture any more. */
function CoverField({ address, error }: { address: string | undefined; error: string | undefined }) {
  const { t } = useTranslation("translation", { keyPrefix: "rooms" });
  const file = useRef<HTMLInputElement>(null);
  const choose = useRef<HTMLButtonElement>(null);
  const { picture, unreadable, chosen, done } = usePicture();
  const [wish, setWish] = useState("");
  const shown = wish === "none" ? undefined : wish === "" ? address : wish;

  return (
    <fieldset>
      <legend className="mb-1.5 font-semibold">{t("looks.cover")}</legend>
      <input type="hidden" name="cover" value={wish} />
      {shown !== undefined && <Cover src={shown} className="mb-3 aspect-1200/630 w-full max-w-80 rounded-xl border border-line" />}
      <div className="flex flex-wrap gap-2">
        <Button ref={choose} look="quiet" onClick={() => file.current?.click()}>
          {t(shown === undefined ? "looks.choose" : "looks.replace")}
        </Button>
        {shown !== undefined && (
          <Button
            look="quiet"
            onClick={() => {
              setWish(address === undefined ? "" : "none");
              // The button itself is about to go.
              choose.current?.focus();
            }}
          >
            {t("looks.remove")}
          </Button>
        )}
      </div>
      <input
        ref={file}
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif"
        aria-label={t("looks.choose")}
        hidden
        onChange={({ target }) => {
          chosen(target);
        }}
      />
      <p className="mt-1.5 text-sm text-muted">{t("looks.coverHint")}</p>
      <p role="alert" className="mt-1.5 text-sm font-semibold text-danger empty:hidden">
        {unreadable ? t("looks.unreadable") : error}
      </p>
      {picture && (
        <Cropper
          picture={picture}
          shape="wide"
          onClose={done}
          onUse={(dataUrl) => {
            done();
            setWish(dataUrl);
          }}
        />
      )}
    </fieldset>
  );
}
