/** Where somebody signed in from, as a person would say it. */
export type Place = { kind: "here" | "local" } | { kind: "address"; address: string };

const LOOPBACK = /^(127\.|::1$)/;
const LOCAL = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/;
const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

export function placeOf(address: string): Place {
  const short = shortened(address);
  if (LOOPBACK.test(short)) {
    return { kind: "here" };
  }
  return LOCAL.test(short) ? { kind: "local" } : { kind: "address", address: short };
}

/** Browsers know the short form of IPv6 addresses. Anything that is no address stays as it is. */
function shortened(address: string): string {
  if (!address.includes(":") || !URL.canParse(`http://[${address}]/`)) {
    return address;
  }
  const short = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [, high, low] = MAPPED.exec(short) ?? [];
  return high === undefined || low === undefined ? short : [high, low].flatMap(bytes).join(".");
}

function bytes(group: string): number[] {
  const number = parseInt(group, 16);
  return [number >> 8, number & 255];
}
