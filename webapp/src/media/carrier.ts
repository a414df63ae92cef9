import type { Ack, ClientEvent, ClientEvents } from "../protocol/client";
import type { IceServer } from "../protocol/things";
import type { Observable } from "./observable";
import type { Pictures, Shown, Watched } from "./pictures";
import type { Ways } from "./ways";

/** One way for voices to travel between the people of a room: from browser to browser, or through the media server. */
export interface Carrier {
  ways: Observable<Ways>;
  /** For the next path that is looked for: credentials of relays end after a while. */
  setIceServers: (servers: IceServer[]) => void;
  /** What others get to hear from now on; nothing while the microphone rests. */
  setVoice: (track: MediaStreamTrack | undefined) => void;
  /** What one shows from now on. */
  setShown: (shown: Shown) => void;
  /** What one looks at; the rest need not come. */
  watch: (watched: Watched) => void;
  /** What comes in to be seen. */
  pictures: Observable<Pictures>;
  /** Whether one may speak. */
  setSending: (sending: boolean) => void;
  /** Whether this person is heard this way, or will be as soon as they are no longer muted. */
  hears: (userId: string, muted: boolean) => boolean;
  /** Looks for other paths where the present ones do not work, as after a change of network. */
  findPaths: () => void;
  close: () => void;
}

/** What a carrier starts with. */
export interface CarrierOptions {
  iceServers: IceServer[];
  sending: boolean;
  voice: MediaStreamTrack | undefined;
  shown?: Shown;
  watched?: Watched | undefined;
  create?: MakeConnection | undefined;
}

export type MakeConnection = (configuration: RTCConfiguration) => RTCPeerConnection;

/** What carriers say to the server. */
export interface MediaLine {
  /** What needs no answer. */
  say: <Event extends ClientEvent>(event: Event, data: ClientEvents[Event]) => void;
  request: <Event extends ClientEvent>(event: Event, data: ClientEvents[Event]) => Promise<Ack<Event>>;
}
