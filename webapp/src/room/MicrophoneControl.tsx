import { useTranslation } from "react-i18next";
import type { Call, CallView } from "./call";
import { Control } from "./Control";
import { holdsToTalk } from "./holdToTalk";
import type { Voice } from "./voice";

const labels = {
  live: "mute",
  muted: "unmute",
  unmuting: "unmuting",
  silenced: "cannotUnmute",
  listening: "listening",
  asking: "asking",
  noMicrophone: "noMicrophone",
} as const satisfies Record<Voice, string>;

interface Props {
  call: Call;
  view: CallView;
  withText?: boolean;
  className?: string;
  /** Pressed while there is no microphone that works. */
  onNoMicrophone: () => void;
}

/** Says what is sent, and nothing else: "Mute" stands here only while one is heard. */
export function MicrophoneControl({ call, view: { voice }, withText = false, className = "", onNoMicrophone }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const label = t(`controls.${labels[voice]}`);
  return (
    <Control
      {...{ [holdsToTalk]: true }}
      id="first-control"
      icon={voice === "live" ? "microphone" : "muted"}
      label={label}
      keys="M"
      tone={voice === "live" ? "on" : "edged"}
      tabIndex={0}
      className={className}
      aria-disabled={voice === "listening" || voice === "silenced" || undefined}
      {...(withText && { text: label })}
      onClick={() => {
        if (voice === "noMicrophone") onNoMicrophone();
        else call.toggleMuted();
      }}
    />
  );
}
