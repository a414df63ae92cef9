/** One voice: everybody sends to everybody, so what one person sends is multiplied by the others. */
const speech: Readonly<Record<string, string>> = {
  stereo: "0",
  "sprop-stereo": "0",
  usedtx: "1",
  useinbandfec: "1",
  maxaveragebitrate: "32000",
};

/** The sound of a screen, which may be a film or a song. */
const music: Readonly<Record<string, string>> = {
  stereo: "1",
  "sprop-stereo": "1",
  usedtx: "0",
  useinbandfec: "1",
  maxaveragebitrate: "128000",
};

/**
 * The same description, asking the other side to send Opus as speech needs it, or as music does in these sections. What a browser can't read it skips.
 * Whoever hears music also has to have it in their own description: browsers play one channel otherwise.
 */
export function tuned(sdp: string, musical: ReadonlySet<string> = new Set()): string {
  return sdp
    .split(/(?=^m=)/m)
    .map((section) => tunedSection(section, musical.has(/^a=mid:(\S+)/m.exec(section)?.[1] ?? "") ? music : speech))
    .join("");
}

function tunedSection(section: string, wanted: Readonly<Record<string, string>>): string {
  const payload = /^a=rtpmap:(\d+) opus\/48000\/2\r?$/im.exec(section)?.[1];
  if (payload === undefined) return section;
  const format = new RegExp(`^a=fmtp:${payload} ([^\\r\\n]*)`, "m");
  if (!format.test(section)) {
    return section.replace(new RegExp(`^(a=rtpmap:${payload} [^\\r\\n]*)(\\r?\\n)`, "m"), `$1$2a=fmtp:${payload} ${written(wanted)}$2`);
  }
  return section.replace(format, (_, given: string) => `a=fmtp:${payload} ${written({ ...read(given), ...wanted })}`);
}

/** Agrees to what the browser makes, with music where it comes. */
export async function setLocal(pc: RTCPeerConnection, kind: "offer" | "answer", musical: ReadonlySet<string>): Promise<void> {
  if (musical.size === 0) {
    await pc.setLocalDescription();
    return;
  }
  const { type, sdp = "" } = kind === "offer" ? await pc.createOffer() : await pc.createAnswer();
  await pc.setLocalDescription({ type, sdp: tuned(sdp, musical) });
}

function read(parameters: string): Record<string, string> {
  return Object.fromEntries(
    parameters
      .split(";")
      .map((part) => part.trim().split("="))
      .filter(([name]) => name !== undefined && name !== "")
      .map(([name = "", value = ""]) => [name, value]),
  );
}

function written(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join(";");
}
