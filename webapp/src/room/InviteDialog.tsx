import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { encode } from "uqr";
import { toProblem } from "../api/problem";
import type { Participant, RoomView } from "../protocol/things";
import { moderates } from "../protocol/things";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Field, inputStyle } from "../ui/form/Field";
import { ProblemBanner } from "../ui/ProblemBanner";
import { useInviteMutation } from "./api";

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
  const [made, setMade] = useState<Partial<Record<InvitedAs, string>>>({});
  const [make, { error, isLoading }] = useInviteMutation();
  const url = made[as];

  // One link for each way to come in, made when it is first wanted.
  useEffect(() => {
    if (url !== undefined || isLoading || error !== undefined) return;
    void make({ id: room.id, wish: as === "" ? {} : { role: as } })
      .unwrap()
      .then(
        (invite) => {
          setMade((before) => ({ ...before, [as]: invite.url }));
        },
        (refusal: unknown) => {
          // Anything else is shown below.
          if (toProblem(refusal).code === "forbidden") onRefused();
        },
      );
  }, [as, url, isLoading, error, make, room.id, onRefused]);

  return (
    <>
      <p className="mt-3 text-muted">{t("invite.lead")}</p>
      <Field label={t("invite.as")} className="mt-5">
        {(control) => (
          <select
            {...control}
            className={inputStyle}
            value={as}
            onChange={({ target }) => {
              setAs(target.value as InvitedAs);
            }}
          >
            <option value="">{t("invite.asDefault")}</option>
            <option value="speaker">{t("invite.asSpeaker")}</option>
            {isHost && <option value="moderator">{t("invite.asModerator")}</option>}
          </select>
        )}
      </Field>
      {error !== undefined && (
        <div className="mt-5">
          <ProblemBanner problem={toProblem(error)} />
        </div>
      )}
      {url !== undefined && <Link key={url} url={url} name={room.name} />}
    </>
  );
}

function Link({ url, name }: { url: string; name: string }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [done, setDone] = useState<"copied" | "selected">();
  const input = useRef<HTMLInputElement>(null);

  async function copy() {
    try {
      await navigator.clipboard.writeText(url);
      setDone("copied");
    } catch {
      // Where the browser keeps the clipboard to itself, the link is at least marked.
      input.current?.select();
      setDone("selected");
    }
  }

  return (
    <>
      <Field label={t("invite.link")} className="mt-5">
        {(control) => <input {...control} ref={input} readOnly value={url} className={inputStyle} onFocus={({ target }) => { target.select(); }} />}
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
