import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Banner } from "../Banners";
import type { Sound } from "../sound";
import { useObservable } from "../useObservable";
import { isTrouble } from "./trouble";

/** Why a camera or a screen is not shown, and what helps. Putting it away means to do without. */
export function ShowBanners({ sound: { camera, screen } }: { sound: Pick<Sound, "camera" | "screen"> }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { status } = useObservable(camera.state);
  const { status: ofScreen } = useObservable(screen.state);
  return (
    <>
      {isTrouble(status) && (
        <Banner
          isLong
          role="alert"
          action={
            status !== "insecure" && (
              <Button look="quiet" onClick={() => void camera.start()}>
                {t("devices.again")}
              </Button>
            )
          }
          onClose={() => {
            camera.stop();
          }}
        >
          <strong>{t(`camera.${status}.heading`)}.</strong> {t(`camera.${status}.text`)}
        </Banner>
      )}
      {ofScreen === "refused" && (
        <Banner
          isLong
          role="alert"
          action={
            <Button look="quiet" onClick={() => void screen.start()}>
              {t("devices.again")}
            </Button>
          }
          onClose={() => {
            screen.stop();
          }}
        >
          <strong>{t("pictures.refused.heading")}.</strong> {t("pictures.refused.text")}
        </Banner>
      )}
    </>
  );
}
