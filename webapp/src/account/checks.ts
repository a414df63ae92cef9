import type { TFunction } from "i18next";

/** What is wrong with what was typed, as a sentence; nothing when it can be sent. */
type Check = (t: TFunction, typed: string) => string | undefined;

export const usernameRule = /^[a-z0-9_.]{3,30}$/;

export const checkEmail: Check = (t, typed) =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed.trim()) ? undefined : t("form.wrong.email");

export const checkPresent: Check = (t, typed) => (typed === "" ? t("form.wrong.passwordMissing") : undefined);

export const checkNewPassword: Check = (t, typed) => {
  const length = lengthOf(typed);
  if (length < 8) return t("form.wrong.passwordShort");
  return length > 128 ? t("form.wrong.passwordLong") : undefined;
};

export const checkCode: Check = (t, typed) => (/^\d{6}$/.test(typed) ? undefined : t("form.wrong.code"));

export const checkName: Check = (t, typed) => {
  if (typed.trim() === "") return t("form.wrong.nameMissing");
  return lengthOf(typed.trim()) > 60 ? t("form.wrong.nameLong") : undefined;
};

export const checkUsername: Check = (t, typed) =>
  usernameRule.test(usernameOf(typed)) ? undefined : t("form.wrong.username");

export const checkBio: Check = (t, typed) => (lengthOf(typed) > 300 ? t("form.wrong.bioLong") : undefined);

export const checkPhone: Check = (t, typed) => (phoneOf(typed) === undefined ? t("form.wrong.phone") : undefined);

/** In code points, as the server counts. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** Case says nothing in a username, and a telephone's keyboard likes to begin with a capital. */
export function usernameOf(typed: string): string {
  return typed.trim().replace(/^@/, "").toLowerCase();
}

/** E.164, from what people write: spaces, brackets, 00 for +, and the zero of a national number in brackets. */
export function phoneOf(typed: string): string | undefined {
  const number = typed
    .replace(/\(0\)/g, "")
    .replace(/[\s()./-]/g, "")
    .replace(/^00/, "+");
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : undefined;
}

/** Keeps the checks that found something. */
export function found<Field extends string>(checks: Record<Field, string | undefined>): Partial<Record<Field, string>> {
  return Object.fromEntries(Object.entries(checks).filter(([, text]) => text !== undefined)) as Partial<Record<Field, string>>;
}
