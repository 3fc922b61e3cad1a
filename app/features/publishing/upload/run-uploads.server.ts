import { setTimeout } from "node:timers/promises";
import type { ShopContext } from "../../../core/ids";
import type { PlatformFailure, PlatformRefused } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { type Crew, poll, send } from "./crew.server";
import type { Lane } from "./flight";
import { readFlights } from "./read-flights.server";
import { takeFlights } from "./take-flights.server";

/** How a lane goes about it; times in milliseconds. */
const lanes = {
  // The rate limit is to be the bound and not the answers' way: enough are under way to fill it.
  bulk: { most: 80, atOnce: 10, pollEvery: 1_000, newFor: 40_000 },
  urgent: { most: 10, atOnce: 1, pollEvery: 150, newFor: 20_000 },
} as const;

/** Where nothing is left to send, answers are asked for more often: nobody else needs the points. */
const pollLastEvery = 200;
/** What was begun is waited for this long after the time for new uploads is over. */
const patience = 15_000;

export interface UploadRun {
  lane: Lane;
  /** Only of this pool; null: of the shop. */
  poolId: number | null;
  signal: AbortSignal;
  /** Milliseconds between two questions; as its lane is used to, unless told otherwise. */
  pollEvery?: number;
}

/** `more`: the time of one run is over. A failure: the platform is away, or will not have us. */
export type RunEnd = "done" | "more" | PlatformFailure | PlatformRefused;

/**
 * Uploads waiting codes, and sees to the end of what an earlier run left, for about a minute at most.
 * Several additions are under way at once. Every step is written down before and after it is taken,
 * so that a run may end at any point: the next one goes on. Throws when `signal` is aborted.
 */
export async function runUploads(
  services: Services,
  shop: ShopContext,
  run: UploadRun,
): Promise<RunEnd> {
  const { most, newFor, pollEvery: usually } = lanes[run.lane];
  const pollEvery = run.pollEvery ?? usually;
  const left = await readFlights(services.database, shop.id, { ...run, most });
  const crew: Crew = {
    services,
    shop,
    platform: services.platform(shop.domain, run.lane),
    flights: new Set(left),
    silences: 0,
    stopped: null,
    broken: undefined,
  };
  const sending = new Set<Promise<void>>();
  const begun = performance.now();
  let polledAt = begun;
  let dry = false;
  try {
    for (;;) {
      run.signal.throwIfAborted();
      if (crew.broken !== undefined) throw crew.broken;
      if (crew.stopped) return crew.stopped;
      const now = performance.now();
      const late = now - begun > newFor;
      if (!late && !dry) dry = !(await takeMore(crew, run));
      if (crew.flights.size === 0) return late ? "more" : "done";
      if (now - begun > newFor + patience) return "more";
      for (const flight of crew.flights) {
        if (flight.sending || flight.additionId !== null || flight.notBefore > now) continue;
        const sent = send(crew, flight).finally(() => sending.delete(sent));
        sending.add(sent);
      }
      const allSent = (dry || late) && [...crew.flights].every((one) => one.additionId !== null);
      const every = allSent ? Math.min(pollEvery, pollLastEvery) : pollEvery;
      if (now - polledAt >= every) {
        await poll(crew);
        polledAt = performance.now();
        dry = false;
      }
      const wait = setTimeout(Math.max(1, Math.min(100, polledAt + every - now)));
      await Promise.race([wait, ...sending]);
    }
  } finally {
    await Promise.all(sending);
  }
}

/** Resolves whether something waited, or there was no room for more. */
async function takeMore(
  { services, shop, platform, flights }: Crew,
  run: UploadRun,
): Promise<boolean> {
  const { most, atOnce } = lanes[run.lane];
  const room = most - flights.size;
  if (room < atOnce) return true;
  const taken = await takeFlights(services, shop, {
    lane: run.lane,
    poolId: run.poolId,
    codesPerFlight: platform.codesPerAddition,
    flights: Math.min(room, 10),
  });
  for (const flight of taken) flights.add(flight);
  return taken.length > 0;
}
