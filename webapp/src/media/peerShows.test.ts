import { describe, expect, it, vi } from "vitest";
import type { Description } from "../protocol/things";
import { FakeConnection, FakeStream, FakeTrack } from "../test/peerConnection";
import { Peer } from "./peer";
import type { Shown } from "./pictures";

const camera = { kind: "video" } as MediaStreamTrack;
const screen = { kind: "video", contentHint: "detail" } as unknown as MediaStreamTrack;

function side(offers: boolean, more: { sending?: boolean; shown?: Shown } = {}) {
  const said: Description[] = [];
  const pc = new FakeConnection();
  const shows = vi.fn();
  const peer = new Peer(
    { describe: (description) => said.push(description), candidate: vi.fn(), sound: vi.fn(), shown: shows, state: vi.fn() },
    { offers, sending: true, track: undefined, iceServers: [], create: () => pc as unknown as RTCPeerConnection, ...more },
  );
  return { peer, said, pc, shows };
}

type Side = ReturnType<typeof side>;

async function next({ said }: Side, count: number): Promise<Description> {
  await vi.waitFor(() => {
    expect(said.length).toBeGreaterThanOrEqual(count);
  });
  return said[count - 1] ?? { type: "rollback" };
}

const section = ({ pc }: Side, track: unknown) => pc.transceivers.find(({ sender }) => sender.track === track);

describe("what one shows to one other person", () => {
  it("has a section of its own, whose description says what it is", async () => {
    const one = side(true, { shown: { camera, screen } });
    const offer = await next(one, 1);
    expect(offer.tracks).toEqual([
      { mid: "1", source: "camera" },
      { mid: "2", source: "screen" },
    ]);
    expect(section(one, camera)).toMatchObject({ direction: "sendonly", receiver: { track: { kind: "video" } } });
  });

  it("is added by whoever answers once they have answered", async () => {
    const one = side(true);
    const other = side(false, { shown: { camera } });
    expect(other.pc.transceivers).toEqual([]);
    await other.peer.take(await next(one, 1));
    expect(await next(other, 1)).not.toHaveProperty("tracks");
    expect((await next(other, 2)).tracks).toEqual([{ mid: "1", source: "camera" }]);
  });

  it("stops in its section, which says so, and goes on there with the next track", async () => {
    const one = side(true, { shown: { camera } });
    await next(one, 1);
    const its = section(one, camera);
    await one.peer.setShown({});
    expect(its).toMatchObject({ direction: "inactive", sender: { track: null } });
    const other = { kind: "video" } as MediaStreamTrack;
    await one.peer.setShown({ camera: other });
    expect(its).toMatchObject({ direction: "sendonly", sender: { track: other } });
    expect(one.pc.transceivers).toHaveLength(2);
  });

  it("is nothing while one listens", async () => {
    const one = side(true, { sending: false, shown: { camera } });
    await next(one, 1);
    expect(one.pc.transceivers).toHaveLength(1);
    await one.peer.setSending(true);
    expect(section(one, camera)).toBeDefined();
  });

  it("gets smaller the more people there are", async () => {
    const one = side(true, { shown: { camera } });
    await next(one, 1);
    const scale = () => section(one, camera)?.sender.getParameters().encodings[0];
    expect(scale()).toMatchObject({ scaleResolutionDownBy: 1 });
    await one.peer.fit(3);
    expect(scale()).toMatchObject({ scaleResolutionDownBy: 2 });
    await one.peer.fit(7);
    expect(scale()).toMatchObject({ scaleResolutionDownBy: 4 });
  });
});

describe("what another person shows", () => {
  const offer = { type: "offer", sdp: "a=mid:0\na=mid:1\na=mid:2\n" } as const;

  it("is what their description calls it, and a camera where it says nothing", async () => {
    const named = side(false);
    await named.peer.take({ ...offer, tracks: [{ mid: "2", source: "screen-audio" }, { mid: "1", source: "screen" }] });
    const [picture, sound] = [new FakeTrack("video"), new FakeTrack()];
    named.pc.brings(picture, "1");
    named.pc.brings(sound, "2");
    expect(named.shows.mock.calls).toEqual([
      ["screen", picture],
      ["screen-audio", sound],
    ]);
    // Sound that is called a picture is not shown, where nobody could mute it, but heard as their voice.
    vi.stubGlobal("MediaStream", FakeStream);
    named.pc.brings(new FakeTrack(), "1");
    expect(named.shows).toHaveBeenCalledTimes(2);
    const unnamed = side(false);
    await unnamed.peer.take(offer);
    const face = new FakeTrack("video");
    unnamed.pc.brings(face);
    expect(unnamed.shows.mock.calls).toEqual([["camera", face]]);
  });

  it("is a camera as well where their client names it in a way that makes no sense", async () => {
    for (const tracks of [null, "camera", [null, 7, { mid: 1, source: "screen" }, { mid: "1", source: "wallpaper" }]]) {
      const other = side(false);
      await other.peer.take({ ...offer, tracks } as unknown as Description);
      const picture = new FakeTrack("video");
      other.pc.brings(picture, null);
      expect(other.shows.mock.calls).toEqual([["camera", picture]]);
    }
  });

  it("is not sent while nobody looks at it", async () => {
    const other = side(false);
    await other.peer.take({ ...offer, tracks: [{ mid: "1", source: "camera" }] });
    const its = other.pc.brings(new FakeTrack("video"), "1");
    await other.peer.setWatched(new Set());
    expect(its.direction).toBe("inactive");
    await other.peer.setWatched(new Set(["camera"]));
    expect(its.direction).toBe("recvonly");
  });

  it("is answered as music where it is the sound of their screen, also in this browser's own description", async () => {
    const other = side(false);
    const sdp = "m=audio 9 X 111\na=mid:0\na=rtpmap:111 opus/48000/2\nm=audio 9 X 111\na=mid:1\na=rtpmap:111 opus/48000/2\n";
    await other.peer.take({ type: "offer", sdp, tracks: [{ mid: "1", source: "screen-audio" }] });
    for (const description of [await next(other, 1), other.pc.localDescription]) {
      expect(description?.sdp?.split(/(?=^m=)/m).map((one) => /;?stereo=(\d)/.exec(one)?.[1])).toEqual(["0", "1"]);
    }
  });
});
