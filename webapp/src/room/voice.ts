import type { MicrophoneStatus } from "../media/microphone";
import type { Participant } from "../protocol/things";
import { speaks } from "../protocol/things";

/**
 * How things stand with one's own voice: what is sent, what the microphone's button says and what one's seat shows are all made from this.
 * `unmuting`: the server has not agreed yet; `silenced`: muted by a moderator; `noMicrophone`: wished for or not, there is nothing to send.
 */
export type Voice = "live" | "muted" | "unmuting" | "silenced" | "listening" | "asking" | "noMicrophone";

/** Only `live` sends anything. voice.test.ts has the whole table. */
export function voiceOf(me: Participant | undefined, wantsToSpeak: boolean, microphone: MicrophoneStatus): Voice {
  if (!me) return "muted";
  if (!speaks(me.role)) return "listening";
  if (me.mutedByModerator) return "silenced";
  if (microphone === "asking") return "asking";
  // Nobody has asked for it yet; unmuting does.
  if (microphone === "off") return "muted";
  if (microphone !== "on") return "noMicrophone";
  if (!wantsToSpeak) return "muted";
  return me.isMuted ? "unmuting" : "live";
}

/** The microphone can't be used, so nobody waits for it any more. One that is only switched off comes back by itself. */
export function isBeyondHope(microphone: MicrophoneStatus): boolean {
  return microphone === "denied" || microphone === "missing" || microphone === "busy" || microphone === "insecure";
}
