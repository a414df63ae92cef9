import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RoomView } from "../protocol/things";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { SubmitButton } from "../ui/form/SubmitButton";
import { useForm } from "../ui/form/useForm";
import { ProblemBanner } from "../ui/ProblemBanner";
import { useChangeCoverMutation, useChangeRoomMutation } from "./api";
import { RoomFields, useRoomChecks } from "./RoomFields";
import { changesOf, roomFields, wishOf } from "./wish";

interface Props {
  room: RoomView;
  /** Only the host decides who may come in. */
  isHost: boolean;
  onClose: () => void;
}

/** Changes a room while people are in it. */
export default function RoomSettings({ room, isHost, onClose }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "rooms" });
  // What is in the fields was so when they were opened.
  const [opened] = useState({ room, isHost });
  const [change] = useChangeRoomMutation();
  const [changeCover] = useChangeCoverMutation();
  const { check, explain } = useRoomChecks();
  const { form, field, problem, busy } = useForm({
    fields: roomFields,
    check: (values) => check(wishOf(values)),
    explain,
    send: async (values) => {
      const wish = changesOf(opened.room, wishOf(values), opened.isHost);
      if (Object.keys(wish).length > 0) await change({ id: room.id, wish }).unwrap();
      if (values.cover !== "") await changeCover({ id: room.id, cover: values.cover }).unwrap();
      onClose();
    },
  });
  return (
    <Dialog heading={t("edit.heading")} onClose={onClose}>
      <p className="mt-2 text-muted">{t("edit.lead")}</p>
      <form {...form} className="mt-6 flex flex-col gap-6">
        {problem && <ProblemBanner problem={problem} />}
        <RoomFields field={field} room={opened.room} withDoor={opened.isHost} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton busy={busy}>{t("edit.save")}</SubmitButton>
          <Button look="quiet" className="min-h-12" onClick={onClose}>
            {t("edit.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
