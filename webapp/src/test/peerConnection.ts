import type { Candidate } from "../protocol/things";

/** As much of a browser's connection as negotiating needs: states, roll back, one section. */
export class FakeConnection extends EventTarget {
  signalingState = "stable";
  connectionState = "new";
  localDescription: { type: string; sdp: string } | null = null;
  remoteDescription: { type: string; sdp: string } | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: unknown = null;
  ontrack: unknown = null;
  onconnectionstatechange: (() => void) | null = null;
  transceivers: { direction: string; sender: { replaceTrack: (track: unknown) => Promise<void>; track: unknown } }[] = [];
  added: (Candidate | undefined)[] = [];
  restarts = 0;
  closed = false;

  needs() {
    queueMicrotask(() => this.onnegotiationneeded?.());
  }

  private transceiver(direction: string, track: unknown) {
    const sender = {
      track,
      replaceTrack: (next: unknown) => {
        sender.track = next;
        return Promise.resolve();
      },
    };
    this.transceivers.push({ direction, sender });
  }

  addTransceiver(track: unknown, { direction }: { direction: string }) {
    this.transceiver(direction, track);
    this.needs();
  }

  getTransceivers() {
    return this.transceivers;
  }

  setLocalDescription() {
    const type = this.signalingState === "have-remote-offer" ? "answer" : "offer";
    this.signalingState = type === "offer" ? "have-local-offer" : "stable";
    this.localDescription = { type, sdp: `a=ice-ufrag:own\r\na=${this.transceivers[0]?.direction ?? "none"}` };
    return Promise.resolve();
  }

  setRemoteDescription(description: { type: string; sdp: string }) {
    if (description.type === "answer" && this.signalingState !== "have-local-offer") throw new Error("no offer");
    if (description.type === "offer" && this.transceivers.length === 0) this.transceiver("recvonly", null);
    this.signalingState = description.type === "offer" ? "have-remote-offer" : "stable";
    this.remoteDescription = description;
    return Promise.resolve();
  }

  addIceCandidate(candidate: Candidate | undefined) {
    this.added.push(candidate);
    return Promise.resolve();
  }

  restartIce() {
    this.restarts += 1;
    this.needs();
  }

  becomes(state: string) {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  close() {
    this.closed = true;
    this.signalingState = "closed";
  }
}
