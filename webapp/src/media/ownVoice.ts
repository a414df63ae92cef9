/**
 * Silence costs as much to encode as speech, in the mesh once for each other person. A microphone that has been muted for so long sends nothing
 * any more. Not at once: a receiver takes a pause of a few seconds in what comes in for a bad network, and plays what follows it more than half a
 * second late.
 */
const restsAfter = 20_000;

/** What is sent of one's own voice, whichever way it travels: nothing before one is unmuted for the first time, nor after a long silence. */
export function createOwnVoice(send: (track: MediaStreamTrack | undefined) => void) {
  let track: MediaStreamTrack | undefined;
  let resting = true;
  let falling: ReturnType<typeof setTimeout> | undefined;

  const sent = () => (resting ? undefined : track);

  function rest(now: boolean): void {
    resting = now;
    send(sent());
  }

  return {
    sent,

    setTrack(next: MediaStreamTrack | undefined): void {
      track = next;
      send(sent());
    },

    /** A muted microphone gives silence by itself; after a while it rests. */
    setMuted(muted: boolean): void {
      if (muted === (resting || falling !== undefined)) return;
      clearTimeout(falling);
      falling = undefined;
      if (!muted) {
        rest(false);
        return;
      }
      falling = setTimeout(() => {
        falling = undefined;
        rest(true);
      }, restsAfter);
    },

    close(): void {
      clearTimeout(falling);
      falling = undefined;
    },
  };
}
