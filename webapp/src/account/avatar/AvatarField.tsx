import { useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Cropper } from "../../ui/picture/Cropper";
import { usePicture } from "../../ui/picture/usePicture";

interface Props {
  /** What is shown now: an address or a data URL. */
  src: string | undefined;
  name?: string | undefined;
  onChange: (dataUrl: string) => void;
  /** Where there is a picture that can be taken away. */
  onRemove?: (() => void) | undefined;
}

export function AvatarField({ src, name, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const file = useRef<HTMLInputElement>(null);
  const { picture, unreadable, chosen, done } = usePicture();
  const choose = useRef<HTMLButtonElement>(null);
  const labelId = useId();

  return (
    <div role="group" aria-labelledby={labelId}>
      <p id={labelId} className="mb-1.5 font-semibold">
        {t("form.picture")}
      </p>
      <div className="flex items-center gap-4">
        <Avatar src={src} name={name} size="medium" className="size-18" />
        <div className="flex flex-wrap gap-2">
          <Button ref={choose} look="quiet" onClick={() => file.current?.click()}>
            {t("account.avatar.choose")}
          </Button>
          {onRemove && (
            <Button
              look="quiet"
              onClick={() => {
                onRemove();
                // The button itself is about to go.
                choose.current?.focus();
              }}
            >
              {t("account.avatar.remove")}
            </Button>
          )}
        </div>
      </div>
      <input
        ref={file}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-label={t("account.avatar.choose")}
        hidden
        onChange={({ target }) => {
          chosen(target);
        }}
      />
      <p role="alert" className="mt-1.5 text-sm font-semibold text-danger empty:hidden">
        {unreadable ? t("account.avatar.unreadable") : ""}
      </p>
      {picture && (
        <Cropper
          picture={picture}
          shape="square"
          onClose={done}
          onUse={(dataUrl) => {
            done();
            onChange(dataUrl);
          }}
        />
      )}
    </div>
  );
}
