import "i18next";
import type en from "./en.json";

// Makes a key that is not in the English catalogue a compile error.
declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}
