import { useTranslation } from "react-i18next";
import { chooseTheme, themes, useTheme } from "../theme/theme";
import type { Theme } from "../theme/theme";
import { IconButton } from "./IconButton";

const icons: Record<Theme, string> = {
  // A disc half lit, a sun, a moon.
  system: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
  light: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.7 1.7M17.3 17.3 19 19M5 19l1.7-1.7M17.3 6.7 19 5",
  dark: "M20 14.2A8.5 8.5 0 0 1 9.8 4 8.5 8.5 0 1 0 20 14.2z",
};

/** Goes round: as the system, light, dark. */
export function ThemeSwitch() {
  const { t } = useTranslation();
  const theme = useTheme();
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "system";
  return (
    <IconButton
      label={t(`theme.${theme}`)}
      onClick={() => {
        chooseTheme(next);
      }}
    >
      <svg viewBox="0 0 24 24" className="size-5" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <path d={icons[theme]} />
        {theme === "system" && <path d="M12 4a8 8 0 1 0 0 16z" fill="currentColor" />}
      </svg>
    </IconButton>
  );
}
