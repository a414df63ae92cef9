import { describe, expect, it } from "vitest";
import { tuned } from "./opus";

const section = (mid: string) => `m=audio 9 UDP/TLS/RTP/SAVPF 111 0\r\na=mid:${mid}\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=0\r\na=rtpmap:0 PCMU/8000\r\n`;

describe("Opus", () => {
  it("is asked for as speech needs it, beside what the browser wants", () => {
    expect(tuned(section("0"))).toContain("a=fmtp:111 minptime=10;useinbandfec=1;stereo=0;sprop-stereo=0;usedtx=1;maxaveragebitrate=32000\r\n");
  });

  it("is asked for as music needs it in the sections of screens, and in no others", () => {
    const [session, voice, video, screen] = tuned(`v=0\r\n${section("0")}m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\n${section("2")}`, new Set(["2"])).split(/(?=^m=)/m);
    expect(session).toBe("v=0\r\n");
    expect(voice).toContain("stereo=0;");
    expect(video).toBe("m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\n");
    expect(screen).toContain("a=fmtp:111 minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1;usedtx=0;maxaveragebitrate=128000\r\n");
  });

  it("is asked for where the browser wants nothing, and not where there is none", () => {
    expect(tuned("a=rtpmap:111 opus/48000/2\r\n")).toContain("a=rtpmap:111 opus/48000/2\r\na=fmtp:111 stereo=0;");
    expect(tuned("a=rtpmap:0 PCMU/8000\r\n")).toBe("a=rtpmap:0 PCMU/8000\r\n");
  });
});
