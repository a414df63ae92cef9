import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { encode } from "uqr";
import { toProblem } from "../api/problem";
import type { Participant, RoomView } from "../protocol/things";
import { moderates } from "../protocol/things";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Field, inputStyle } from "../ui/form/Field";
import { ProblemBanner } from "../ui/ProblemBanner";
import { useCopy } from "../ui/useCopy";
import { useInviteMutation, usePeopleQuery } from "./api";

interface Props {
  room: RoomView;
  me: Participant;
  onClose: () => void;
}

type InvitedAs = "" | "speaker" | "moderator";

/** A link into the room: to copy, to share, or to hold before a telephone. */
export function InviteDialog({ room, me, onClose }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  // The server refuses acting moderators, and nothing here tells them apart from others. They share the room's own address instead.
  const [refused, setRefused] = useState(false);
  return (
    <Dialog heading={t("invite.heading")} onClose={onClose}>
      {moderates(me.role) && !refused ? (
        <MadeLink
          room={room}
          isHost={me.role === "host"}
          onRefused={() => {
            setRefused(true);
          }}
        />
      ) : room.isPrivate ? (
        <p className="mt-3 text-muted">{t("invite.notYou")}</p>
      ) : (
        <>
          <p className="mt-3 text-muted">{t("invite.public")}</p>
          <Link url={`${location.origin}/rooms/${room.id}`} name={room.name} />
        </>
      )}
      <Button look="quiet" className="mt-6" onClick={onClose}>
        {t("invite.close")}
      </Button>
    </Dialog>
  );
}

function MadeLink({ room, isHost, onRefused }: { room: RoomView; isHost: boolean; onRefused: () => void }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [as, setAs] = useState<InvitedAs>("");
  const [welcome, setWelcome] = useState(false);
  const [guestsOff, setGuestsOff] = useState(false);
  const [made, setMade] = useState<Readonly<Record<string, string>>>({});
  const [make, { error, isLoading, reset }] = useInviteMutation();
  const guests = welcome && as !== "moderator" && !guestsOff;
  const kind = `${as} ${guests}`;
  const url = made[kind];

  // One link for each way to come in, made when it is first wanted.
  useEffect(() => {
    if (url !== undefined || isLoading || error !== undefined) return;
    void make({ id: room.id, wish: { ...(as !== "" && { role: as }), ...(guests && { guests }) } })
      .unwrap()
      .then(
        (invite) => {
          setMade((before) => ({ ...before, [kind]: invite.url }));
        },
        (refusal: unknown) => {
          const { code } = toProblem(refusal);
          // Anything else is shown below.
          if (code === "forbidden") onRefused();
          if (code === "guests_off") setGuestsOff(true);
        },
      );
  }, [as, guests, kind, url, isLoading, error, make, room.id, onRefused]);
  // Said beside the choice, which is taken back; then a link without guests is made.
  useEffect(() => {
    if (guestsOff) reset();
  }, [guestsOff, reset]);

  return (
    <>
      <p className="mt-3 text-muted">{t(guests ? "invite.leadGuests" : "invite.lead")}</p>
      <Field label={t("invite.as")} className="mt-5">
        {(control) => (
          <select
            {...control}
            className={inputStyle}
            value={as}
            onChange={({ target }) => {
              reset();
              setAs(target.value as InvitedAs);
            }}
          >
            <option value="">{t("invite.asDefault")}</option>
            <option value="speaker">{t("invite.asSpeaker")}</option>
            {isHost && <option value="moderator">{t("invite.asModerator")}</option>}
          </select>
        )}
      </Field>
      <GuestsWelcome
        checked={guests}
        why={guestsOff ? "guestsOff" : as === "moderator" ? "guestsNoModerators" : undefined}
        onChange={(next) => {
          reset();
          setWelcome(next);
        }}
      />
      {error !== undefined && (
        <div className="mt-5">
          <ProblemBanner problem={toProblem(error)} />
        </div>
      )}
      {url !== undefined && <Link key={url} url={url} name={room.name} />}
      <ByName room={room} as={as} />
    </>
  );
}

/** Somebody who is told of it, wherever they are. Their invitation is for nobody else. */
function ByName({ room, as }: { room: RoomView; as: InvitedAs }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const list = useId();
  const [name, setName] = useState("");
  const [told, setTold] = useState("");
  const [make, { error, isLoading }] = useInviteMutation();
  const asked = name.trim().replace(/^@/, "");
  const { currentData: people = [] } = usePeopleQuery(asked, { skip: asked.length < 2 });
  const problem = error === undefined ? undefined : toProblem(error);
  const atField =
    problem?.code === "person_banned" ? t("invite.isBanned") : problem?.errors.some(({ field }) => field === "username") === true ? t("invite.nobody") : undefined;
  return (
    <form
      className="mt-6 border-t border-line pt-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (asked === "" || isLoading) return;
        setTold("");
        make({ id: room.id, wish: { username: asked, ...(as !== "" && { role: as }) } })
          .unwrap()
          .then(
            () => {
              setTold(t("invite.told", { name: asked }));
              setName("");
            },
            // Shown at the field.
            () => undefined,
          );
      }}
    >
      <Field label={t("invite.byName")} hint={t("invite.byNameHint")} error={atField}>
        {(control) => (
          <input
            {...control}
            className={inputStyle}
            list={list}
            value={name}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={({ target }) => {
              setName(target.value);
            }}
          />
        )}
      </Field>
      {problem && atField === undefined && (
        <div className="mt-3">
          <ProblemBanner problem={problem} />
        </div>
      )}
      <datalist id={list}>
        {people.map((one) => (
          <option key={one.id} value={one.username}>
            {one.name ?? one.username}
          </option>
        ))}
      </datalist>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button type="submit" look="quiet" aria-disabled={asked === "" || isLoading || undefined}>
          {t("invite.tell")}
        </Button>
        <p role="status" className="font-semibold text-brand">
          {told}
        </p>
      </div>
    </form>
  );
}

interface WelcomeProps {
  checked: boolean;
  /** Why it can't be chosen. */
  why: "guestsOff" | "guestsNoModerators" | undefined;
  onChange: (checked: boolean) => void;
}

function GuestsWelcome({ checked, why, onChange }: WelcomeProps) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const id = useId();
  return (
    <div className="mt-4">
      <label className={`inline-flex min-h-11 cursor-pointer items-center gap-2.5 font-semibold ${why === undefined ? "" : "text-muted"}`}>
        <input
          type="checkbox"
          className="size-5 shrink-0 accent-brand"
          checked={checked}
          aria-describedby={id}
          // Keeps the focus, which is on it when the server says no.
          aria-disabled={why !== undefined || undefined}
          onChange={({ target }) => {
            if (why === undefined) onChange(target.checked);
          }}
        />
        {t("invite.guests")}
      </label>
      <p id={id} role="status" className="text-sm text-muted">
        {t(`invite.${why ?? "guestsHint"}`)}
      </p>
    </div>
  );
}

function Link({ url, name }: { url: string; name: string }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { field, done, copy } = useCopy(url);
  return (
    <>
      <Field label={t("invite.link")} className="mt-5">
        {(control) => <input {...control} ref={field} readOnly value={url} className={inputStyle} onFocus={({ target }) => { target.select(); }} />}
      </Field>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button onClick={() => void copy()}>{t("invite.copy")}</Button>
        {"share" in navigator && (
          <Button
            look="quiet"
            onClick={() => {
              navigator.share({ title: name, text: t("invite.shareText", { name }), url }).catch((error: unknown) => {
                // Thought better of it.
                if (!(error instanceof DOMException && error.name === "AbortError")) void copy();
              });
            }}
          >
            {t("invite.share")}
          </Button>
        )}
        <p role="status" className="font-semibold text-brand">
          {done ? t(`invite.${done}`) : ""}
        </p>
      </div>
      <QrCode text={url} label={t("invite.qr")} />
    </>
  );
}

/** Dark on light in both themes: cameras read nothing else well. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} className="mt-5 w-44 rounded-lg" shapeRendering="crispEdges">
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={path} />
    </svg>
  );
}
