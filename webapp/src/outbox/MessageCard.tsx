import { useTranslation } from "react-i18next";
import { localeOf } from "../i18n/setup";
import { textLink } from "../ui/styles";
import type { Message } from "./api";
import { Code } from "./Code";

export function MessageCard({ message }: { message: Message }) {
  const { t, i18n } = useTranslation();
  const at = new Date(message.at);
  const when = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: "medium", timeStyle: "medium" });
  return (
    <article className="rounded-xl border border-line bg-raised p-4 sm:p-6">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="text-xl">{message.subject ?? t(`outbox.${message.channel}`)}</h2>
        <p className="min-w-0 text-muted">
          {message.subject !== undefined && <>{t(`outbox.${message.channel}`)} </>}
          {t("outbox.to", { to: message.to })}
        </p>
        <time dateTime={message.at} className="text-sm text-muted tabular-nums sm:ml-auto">
          {when.format(at)}
        </time>
      </div>
      {message.code !== undefined && <Code code={message.code} />}
      <p className="mt-4 max-w-[65ch] whitespace-pre-wrap">{message.text}</p>
      {message.link !== undefined && <MessageLink link={message.link} />}
    </article>
  );
}

/** A message can hold anything; only what stays on this site may be clicked. */
function MessageLink({ link }: { link: string }) {
  const { t } = useTranslation();
  if (staysHere(link)) {
    return (
      <a href={link} className={`mt-2 inline-flex min-h-11 items-center break-all ${textLink}`}>
        {link}
      </a>
    );
  }
  return (
    <div className="mt-3">
      <p className="break-all">{link}</p>
      <p className="text-sm text-muted">{t("outbox.elsewhere")}</p>
    </div>
  );
}

function staysHere(link: string): boolean {
  return URL.canParse(link, location.href) && new URL(link, location.href).origin === location.origin;
}
