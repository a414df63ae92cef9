import type { IceServer } from "../protocol/things";

// Nobody's clock is trusted further than that: one that is wrong costs a question too many, never a pass that ended.
const soonest = 15_000;
const latest = 4 * 60_000;

/** When to ask again for passes to the relays, in milliseconds from now; not at all where no pass ends. */
export function renewIn(servers: readonly IceServer[], now: number): number | undefined {
  // The name of a pass begins with the second in which it ends.
  const ends = servers.map(({ username }) => Number(/^\d+/.exec(username ?? "")?.[0] ?? NaN)).filter((end) => !Number.isNaN(end));
  if (ends.length === 0) return undefined;
  const left = Math.min(...ends) * 1_000 - now;
  return Math.min(latest, Math.max(soonest, left * 0.75));
}

/** Keeps passes to the relays fresh, so that a path that breaks late in a call can still be replaced by one over them. */
export function createRelayPass(ask: () => Promise<IceServer[] | undefined>, give: (servers: IceServer[]) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = 0;

  function again(milliseconds: number | undefined): void {
    clearTimeout(timer);
    if (milliseconds === undefined) return;
    timer = setTimeout(() => void renew(), milliseconds);
  }

  async function renew(): Promise<void> {
    asking += 1;
    const mine = asking;
    const servers = await ask();
    // Others came meanwhile, or none are needed any more.
    if (mine !== asking) return;
    if (servers) take(servers);
    else again(soonest);
  }

  function take(servers: IceServer[]): void {
    asking += 1;
    give(servers);
    again(renewIn(servers, Date.now()));
  }

  return {
    take,
    close(): void {
      asking += 1;
      clearTimeout(timer);
    },
  };
}
