import "i18next";
import type en from "./i18n/en.json";
import type room from "./room/texts/en.json";
import type rooms from "./rooms/texts/en.json";

// Makes a key that is not in the English catalogue a compile error.
declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en; room: typeof room; rooms: typeof rooms };
  }
}
