import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { chooseLanguage, isLanguage, languages } from "../../i18n/setup";
import { chooseTheme, themes, useTheme } from "../../theme/theme";
import { usePageTitle } from "../../ui/useTitle";

const tongues = Object.keys(languages).filter(isLanguage);

export function LookSettings({ install: InstallHelp }: { install: ComponentType }) {
  const { t, i18n } = useTranslation();
  usePageTitle(t("account.settings.look"));
  const theme = useTheme();
  return (
    <>
      <h1 className="text-4xl">{t("account.settings.look")}</h1>
      <p className="mt-2 text-lg text-muted">{t("account.look.languageLead")}</p>
      <fieldset className="mt-6">
        <legend className="mb-2 font-semibold">{t("account.look.language")}</legend>
        <div className="flex flex-wrap gap-2">
          {tongues.map((language) => (
            <Choice
              key={language}
              group="language"
              label={languages[language]}
              lang={language}
              checked={i18n.language === language}
              onChoose={() => {
                // When the catalogue can't be fetched everything stays as it is.
                chooseLanguage(language).catch(() => undefined);
              }}
            />
          ))}
        </div>
      </fieldset>
      <fieldset className="mt-8">
        <legend className="mb-2 font-semibold">{t("account.look.theme")}</legend>
        <div className="flex flex-wrap gap-2">
          {themes.map((one) => (
            <Choice
              key={one}
              group="theme"
              label={t(`account.look.${one}`)}
              checked={theme === one}
              onChoose={() => {
                chooseTheme(one);
              }}
            />
          ))}
        </div>
      </fieldset>
      <InstallHelp />
    </>
  );
}

interface Props {
  group: string;
  label: string;
  lang?: string;
  checked: boolean;
  onChoose: () => void;
}

function Choice({ group, label, lang, checked, onChoose }: Props) {
  return (
    <label
      lang={lang}
      className="inline-flex min-h-12 cursor-pointer items-center gap-2.5 rounded-lg border-2 border-line px-4 font-semibold hover:border-muted has-checked:border-brand has-checked:bg-raised"
    >
      <input type="radio" name={group} checked={checked} onChange={onChoose} className="size-5 accent-brand" />
      {label}
    </label>
  );
}
