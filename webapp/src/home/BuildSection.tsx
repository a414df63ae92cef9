import { useTranslation } from "react-i18next";
import { actionStyles } from "../ui/styles";

// Code is the same in every language. A line is short enough for a telephone; the frame itself stands out.
const frame = `{
  "event": "join",
  "data": { "roomId": "…" },
  "id": 1
}`;

const plain = [
  'const room = new WebSocket(\n  "wss://parley.example/ws",\n);\nroom.onopen = () => room.send(`',
  frame,
  "`);",
] as const;

const socketio = [
  'const room = io(\n  "https://parley.example",\n);\n',
  'room.emit("join", { roomId: "…" });',
  "",
] as const;

export function BuildSection() {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="build-heading" className="bg-band text-band-ink">
      <div className="page-width grid gap-x-12 gap-y-10 py-16 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] lg:py-24">
        <div>
          <h2 id="build-heading" className="text-4xl sm:text-5xl">
            {t("home.build.heading")}
          </h2>
          <p className="mt-5 max-w-[32rem] text-lg text-band-muted">{t("home.build.lead")}</p>
          <a href="/openapi/ui" className={`mt-8 ${actionStyles.onBand}`}>
            {t("home.build.reference")}
          </a>
        </div>
        <div className="divide-y divide-band-line overflow-hidden rounded-xl border border-band-line bg-band-deep">
          <Sample title={t("home.build.plain")} code={plain} />
          <Sample title={t("home.build.socketio")} code={socketio} />
        </div>
      </div>
    </section>
  );
}

function Sample({ title, code }: { title: string; code: readonly [before: string, frame: string, after: string] }) {
  return (
    <figure className="px-4 py-4 sm:px-6 sm:py-5">
      <figcaption className="text-sm font-semibold text-band-muted">{title}</figcaption>
      <pre className="mt-2 font-mono text-[0.8125rem] leading-relaxed whitespace-pre-wrap text-band-muted sm:text-base">
        <code>
          {code[0]}
          <b className="font-bold text-band-ink">{code[1]}</b>
          {code[2]}
        </code>
      </pre>
    </figure>
  );
}
