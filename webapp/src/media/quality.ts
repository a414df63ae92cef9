export type Quality = "unknown" | "good" | "fair" | "poor";

/** In milliseconds. */
export const lookEvery = 3_000;

/** What one look at a connection's statistics says; the counters count from its beginning. */
export interface Sample {
  received: number;
  lost: number;
  /** Seconds. */
  jitter: number;
  /** Seconds. */
  roundTrip: number;
}

/** What is heard, not what is seen. Of a connection over which several people are heard, the mid says which of them is meant. */
export function sampleOf(stats: Iterable<Record<string, unknown>>, mid?: string): Sample {
  const sample: Sample = { received: 0, lost: 0, jitter: 0, roundTrip: 0 };
  for (const report of stats) {
    if (report["type"] === "inbound-rtp" && report["kind"] !== "video" && (mid === undefined || report["mid"] === mid)) {
      sample.received += number(report["packetsReceived"]);
      sample.lost += number(report["packetsLost"]);
      sample.jitter = Math.max(sample.jitter, number(report["jitter"]));
    } else if (report["type"] === "candidate-pair" && report["nominated"] === true && report["state"] === "succeeded") {
      sample.roundTrip = number(report["currentRoundTripTime"]);
    }
  }
  return sample;
}

/** From two looks, one after the other: speech suffers from loss first, from jitter next and from delay last. */
export function judge(before: Sample | undefined, now: Sample): Quality {
  if (!before) return "unknown";
  const received = now.received - before.received;
  const lost = Math.max(0, now.lost - before.lost);
  const loss = received + lost === 0 ? 0 : lost / (received + lost);
  if (loss > 0.08 || now.jitter > 0.1 || now.roundTrip > 0.6) return "poor";
  if (loss > 0.02 || now.jitter > 0.04 || now.roundTrip > 0.3) return "fair";
  return "good";
}

export function reportsOf(stats: RTCStatsReport): Record<string, unknown>[] {
  const reports: Record<string, unknown>[] = [];
  stats.forEach((report: Record<string, unknown>) => reports.push(report));
  return reports;
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
