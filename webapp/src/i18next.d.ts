import "i18next";
import type account from "./account/en.json";
import type guest from "./account/guest/en.json";
import type home from "./home/en.json";
import type shared from "./i18n/en.json";
import type meeting from "./meeting/en.json";
import type missing from "./missing/en.json";
import type notices from "./notices/en.json";
import type outbox from "./outbox/en.json";
import type people from "./people/en.json";
import type room from "./room/en.json";
import type rooms from "./rooms/en.json";
import type shell from "./shell/en.json";
import type form from "./ui/form/en.json";

interface Features {
  account: typeof account;
  form: typeof form;
  guest: typeof guest;
  home: typeof home;
  meeting: typeof meeting;
  missing: typeof missing;
  notices: typeof notices;
  outbox: typeof outbox;
  people: typeof people;
  room: typeof room;
  rooms: typeof rooms;
  shell: typeof shell;
}

// Makes a key that is in no English catalogue a compile error.
declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof shared & Features };
  }
}
