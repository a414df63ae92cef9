/** Says when another path has to be looked for: at once when the present one has failed, and after a while when it is interrupted. */
export class PathWatch {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly search: (failed: boolean) => void,
    private readonly patience = 2_000,
  ) {}

  follow(state: RTCPeerConnectionState): void {
    this.stop();
    if (state === "failed") this.search(true);
    if (state !== "disconnected") return;
    this.timer = setTimeout(() => {
      this.search(false);
    }, this.patience);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

/** Adds a candidate, unless it belongs to a description that was replaced meanwhile, as after a restart. */
export async function addCandidate(pc: RTCPeerConnection, candidate: RTCIceCandidateInit | null): Promise<void> {
  const name = candidate?.usernameFragment;
  if (name != null && pc.remoteDescription?.sdp.includes(`a=ice-ufrag:${name}`) === false) return;
  await pc.addIceCandidate(candidate ?? undefined);
}

/** Closes a connection and stops listening to what it reports. */
export function release(pc: RTCPeerConnection): void {
  pc.onnegotiationneeded = null;
  pc.onicecandidate = null;
  pc.ontrack = null;
  pc.onconnectionstatechange = null;
  pc.close();
}
