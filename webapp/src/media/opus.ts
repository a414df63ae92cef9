/** One voice: everybody sends to everybody, so what one person sends is multiplied by the others. */
const speech: Readonly<Record<string, string>> = {
  stereo: "0",
  "sprop-stereo": "0",
  usedtx: "1",
  useinbandfec: "1",
  maxaveragebitrate: "32000",
};

/** The same description, asking the other side to send Opus as speech needs it. What a browser can't read it skips. */
export function tunedForSpeech(sdp: string): string {
  const payload = /^a=rtpmap:(\d+) opus\/48000\/2\r?$/im.exec(sdp)?.[1];
  if (payload === undefined) return sdp;
  const format = new RegExp(`^a=fmtp:${payload} ([^\\r\\n]*)`, "m");
  if (!format.test(sdp)) {
    return sdp.replace(new RegExp(`^(a=rtpmap:${payload} [^\\r\\n]*)(\\r?\\n)`, "m"), `$1$2a=fmtp:${payload} ${written(speech)}$2`);
  }
  return sdp.replace(format, (_, given: string) => `a=fmtp:${payload} ${written({ ...read(given), ...speech })}`);
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
