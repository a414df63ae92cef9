import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { inputStyle } from "../ui/form/Field";
import type { Unsent } from "./unsent";

const longest = 2_000;

/** Where one writes. What is not sent yet stays, also when the chat is closed in between. */
export function Write({ unsent }: { unsent: Unsent }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [text, setText] = useState(unsent.draft);

  function send() {
    const written = text.trim();
    if (written === "") return;
    setText("");
    unsent.write(written);
  }

  return (
    <form
      className="border-t border-line p-3 lg:pb-[max(0.75rem,env(safe-area-inset-bottom))]"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="flex items-end gap-2">
        <textarea
          aria-label={t("chat.write")}
          placeholder={t("chat.write")}
          rows={1}
          dir="auto"
          maxLength={longest}
          value={text}
          className={`${inputStyle} field-sizing-content max-h-32 resize-none`}
          onChange={({ target }) => {
            setText(target.value);
            unsent.setDraft(target.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <Button type="submit" className="min-h-12">
          {t("chat.send")}
        </Button>
      </div>
    </form>
  );
}
