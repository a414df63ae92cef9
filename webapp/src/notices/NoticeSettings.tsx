import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { toProblem } from "../api/problem";
import { Button } from "../ui/Button";
import { Field, inputStyle } from "../ui/form/Field";
import { ProblemBanner } from "../ui/ProblemBanner";
import { Spinner } from "../ui/Spinner";
import { usePageTitle } from "../ui/useTitle";
import { useSetWishesMutation, useWishesQuery } from "./api";
import type { Hours, Kind, Way, Wishes } from "./api";
import { browser, stateFor, turnOff, turnOn } from "./push";
import type { PushState } from "./push";
import { usePushServer } from "./usePush";

const kinds: Kind[] = ["invited", "mention", "starting", "moved", "cancelled", "room_opened", "follower"];
const ways: Way[] = ["told", "push", "mail"];
const night = { from: "22:00", to: "07:00" };

/** What one wants to hear of, and how. Every change is kept at once. */
export default function NoticeSettings({ self }: { self: string }) {
  const { t } = useTranslation("translation", { keyPrefix: "notices" });
  usePageTitle(t("settings.heading"));
  const { data: loaded, error, refetch } = useWishesQuery(undefined, { refetchOnMountOrArgChange: true });
  return (
    <>
      <h1 className="text-4xl">{t("settings.heading")}</h1>
      <ThisDevice self={self} />
      {error !== undefined && (
        <div className="mt-6">
          <ProblemBanner problem={toProblem(error)} retry={() => void refetch()} />
        </div>
      )}
      {!loaded && error === undefined && <Spinner />}
      {loaded && <Choices loaded={loaded} />}
    </>
  );
}

/** What was chosen is shown at once. It is sent as a whole, one after the other, and the last one counts; what is refused is taken back. */
function useChoices(loaded: Wishes) {
  const [save, { error, isSuccess }] = useSetWishesMutation();
  const [wishes, setWishes] = useState(loaded);
  const kept = useRef(loaded);
  const next = useRef<Wishes>(undefined);
  const sending = useRef(false);

  async function choose(now: Wishes) {
    setWishes(now);
    next.current = now;
    if (sending.current) return;
    sending.current = true;
    try {
      for (let one: Wishes | undefined = now; one; one = next.current) {
        next.current = undefined;
        await save({ ...one, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }).unwrap();
        kept.current = one;
      }
    } catch {
      // The page says why.
      next.current = undefined;
      setWishes(kept.current);
    } finally {
      sending.current = false;
    }
  }

  return { wishes, choose, error, isSuccess };
}

function Choices({ loaded }: { loaded: Wishes }) {
  const { t } = useTranslation("translation", { keyPrefix: "notices" });
  const { wishes, choose, error: refused, isSuccess } = useChoices(loaded);
  return (
        <>
          <section aria-labelledby="kinds-heading" className="mt-12 border-t border-line pt-8">
            <div className="flex flex-wrap items-baseline gap-x-4">
              <h2 id="kinds-heading" className="text-2xl">
                {t("settings.kindsHeading")}
              </h2>
              <span role="status" className="font-semibold text-brand">
                {isSuccess && t("settings.kept")}
              </span>
            </div>
            <p className="mt-1 text-muted">{t("settings.kindsLead")}</p>
            {refused !== undefined && (
              <div className="mt-4">
                <ProblemBanner problem={toProblem(refused)} />
              </div>
            )}
            <Kinds
              wishes={wishes}
              onChange={(kind, way, on) => {
                void choose({ ...wishes, kinds: { ...wishes.kinds, [kind]: { ...wishes.kinds[kind], [way]: on } } });
              }}
            />
            <Check
              label={t("settings.meetingMails")}
              hint={t("settings.meetingMailsHint")}
              checked={wishes.meetingMails}
              onChange={(meetingMails) => {
                void choose({ ...wishes, meetingMails });
              }}
            />
          </section>
          <section aria-labelledby="quiet-heading" className="mt-12 border-t border-line pt-8">
            <h2 id="quiet-heading" className="text-2xl">
              {t("settings.quietHeading")}
            </h2>
            <Check
              label={t("settings.quiet")}
              hint={t("settings.quietHint")}
              checked={wishes.quietHours !== undefined}
              onChange={(on) => {
                void choose({ ...wishes, quietHours: on ? night : undefined });
              }}
            />
            {wishes.quietHours && (
              <QuietHours
                key={`${wishes.quietHours.from} ${wishes.quietHours.to}`}
                hours={wishes.quietHours}
                onChange={(quietHours) => {
                  void choose({ ...wishes, quietHours });
                }}
              />
            )}
          </section>
        </>
  );
}

function ThisDevice({ self }: { self: string }) {
  const { t } = useTranslation("translation", { keyPrefix: "notices" });
  const server = usePushServer();
  const [state, setState] = useState<PushState>("unknown");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const gone = new AbortController();
    void stateFor(self, browser).then((now) => {
      if (!gone.signal.aborted) setState(now);
    });
    return () => {
      gone.abort();
    };
  }, [self]);

  async function turn() {
    if (busy) return;
    setBusy(true);
    setFailed(false);
    try {
      setState(state === "on" ? await turnOff(server, browser) : await turnOn(self, server, browser));
    } catch (error) {
      console.warn("The push service or the server refused", error);
      setFailed(true);
      setState(await stateFor(self, browser));
    } finally {
      setBusy(false);
    }
  }

  return (
    <section aria-labelledby="device-heading" className="mt-6">
      <h2 id="device-heading" className="text-2xl">
        {t("settings.device.heading")}
      </h2>
      <p role="status" className="mt-1 min-h-6 text-muted">
        {state !== "unknown" && t(`settings.device.${state}`)}
      </p>
      {(state === "on" || state === "off") && (
        <Button look={state === "on" ? "quiet" : "primary"} className="mt-4" aria-disabled={busy || undefined} onClick={() => void turn()}>
          {t(state === "on" ? "settings.device.turnOff" : "settings.device.turnOn")}
        </Button>
      )}
      {failed && (
        <p role="alert" className="mt-3 font-semibold text-danger">
          {t("settings.device.failed")}
        </p>
      )}
    </section>
  );
}

function Kinds({ wishes, onChange }: { wishes: Wishes; onChange: (kind: Kind, way: Way, on: boolean) => void }) {
  const { t } = useTranslation("translation", { keyPrefix: "notices" });
  return (
    <table className="mt-4 w-full text-left">
      <thead>
        <tr className="border-b border-line text-sm text-muted">
          <th scope="col" className="py-2 font-semibold">
            <span className="sr-only">{t("settings.happens")}</span>
          </th>
          {ways.map((way) => (
            <th key={way} scope="col" className="w-16 px-1 py-2 text-center font-semibold sm:w-24">
              {t(`settings.way.${way}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => (
          <tr key={kind} className="border-b border-line">
            <th scope="row" className="py-1 pr-2 font-normal">
              {t(`settings.kind.${kind}`)}
            </th>
            {ways.map((way) => (
              <td key={way} className="text-center">
                <label className="inline-flex size-11 cursor-pointer items-center justify-center">
                  <span className="sr-only">{`${t(`settings.kind.${kind}`)}: ${t(`settings.way.${way}`)}`}</span>
                  <input
                    type="checkbox"
                    className="size-5 accent-brand"
                    checked={wishes.kinds[kind]?.[way] ?? false}
                    disabled={way !== "told" && wishes.kinds[kind]?.told === false}
                    onChange={({ target }) => {
                      onChange(kind, way, target.checked);
                    }}
                  />
                </label>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Check({ label, hint, checked, onChange }: { label: string; hint: string; checked: boolean; onChange: (on: boolean) => void }) {
  const id = useId();
  return (
    <div className="mt-5 flex items-start gap-3">
      <input
        id={id}
        type="checkbox"
        aria-describedby={`${id}hint`}
        className="mt-0.5 size-5 shrink-0 accent-brand"
        checked={checked}
        onChange={({ target }) => {
          onChange(target.checked);
        }}
      />
      <div>
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        <p id={`${id}hint`} className="text-muted">
          {hint}
        </p>
      </div>
    </div>
  );
}

/** Kept when a field is left, so that a time can be typed digit by digit. */
function QuietHours({ hours, onChange }: { hours: Hours; onChange: (hours: Hours) => void }) {
  const { t } = useTranslation("translation", { keyPrefix: "notices" });
  const [now, setNow] = useState(hours);
  const same = now.from === now.to;
  return (
    <div className="mt-4 flex flex-wrap gap-4">
      {(["from", "to"] as const).map((end) => (
        <Field key={end} label={t(`settings.quietHours.${end}`)} error={same && end === "to" ? t("settings.quietHours.same") : undefined} className="w-36">
          {(control) => (
            <input
              {...control}
              type="time"
              value={now[end]}
              onBlur={() => {
                if (now.from !== "" && now.to !== "" && !same && (now.from !== hours.from || now.to !== hours.to)) onChange(now);
              }}
              onChange={({ target }) => {
                setNow({ ...now, [end]: target.value });
              }}
              className={inputStyle}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
