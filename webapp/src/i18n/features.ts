import type { BackendModule, ResourceKey } from "i18next";

const catalogues = import.meta.glob<{ default: ResourceKey }>("../*/texts/*.json");

/** The texts of a feature that is fetched when it is opened come with it: `<feature>/texts/<language>.json`. */
export const featureTexts: BackendModule = {
  type: "backend",
  init: () => undefined,
  read(language, namespace, done) {
    const load = catalogues[`../${namespace}/texts/${language}.json`];
    if (!load) {
      done(new Error(`There are no texts for ${namespace} in ${language}.`), null);
      return;
    }
    load().then(
      (catalogue) => {
        done(null, catalogue.default);
      },
      (error: unknown) => {
        done(error instanceof Error ? error : new Error(String(error)), null);
      },
    );
  },
};
