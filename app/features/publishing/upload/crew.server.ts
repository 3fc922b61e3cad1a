import type { ShopContext } from "../../../core/ids";
import type { Platform } from "../../../platform/platform";
import type { PlatformFailure, PlatformRefused } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { dropDiscount } from "./drop-discount.server";
import { type Flight, pauseAfter } from "./flight";
import { settleLandings } from "./settle-landings.server";
import { sortAnswers } from "./sort-answers.server";

/** What the steps of one run of uploads share. */
export interface Crew {
  services: Services;
  shop: ShopContext;
  platform: Platform;
  flights: Set<Flight>;
  /** Calls in a row that the platform did not answer. */
  silences: number;
  /** Why nothing goes on. */
  stopped: PlatformFailure | PlatformRefused | null;
  /** What a step threw: the run ends with it. */
  broken: unknown;
}

/** An addition that is not done by then is sent again: what it did is found out then. */
const longestAddition = 300_000;
/** So many silences: the platform is away. */
const mostSilences = 8;

/** Sends an upload that is not confirmed. Never rejects. */
export async function send(crew: Crew, flight: Flight): Promise<void> {
  const { services, shop, platform, flights } = crew;
  flight.sending = true;
  flight.tries += 1;
  try {
    if (flight.codes.length === 0) {
      // Every code of it was deleted meanwhile.
      await land(crew, [{ flight, refused: new Map(), platformIds: new Map() }]);
      return;
    }
    const sent = await platform.addCodes(flight.discount, flight.codes);
    if (sent.ok) {
      crew.silences = 0;
      await services.database.query(
        "UPDATE code_upload SET addition_id = $3, sent_at = $4 WHERE shop_id = $1 AND id = $2",
        [shop.id, flight.uploadId, sent.value.additionId, services.clock.now()],
      );
      flight.sentAt = performance.now();
      flight.additionId = sent.value.additionId;
      return;
    }
    flight.notBefore = performance.now() + pauseAfter(flight.tries);
    if (sent.failure.kind !== "discount_not_found") noteFailure(crew, sent.failure);
    else {
      await dropDiscount(services, shop, flight.discount);
      for (const other of flights) if (other.discount === flight.discount) flights.delete(other);
    }
  } catch (error) {
    crew.broken ??= error;
  } finally {
    flight.sending = false;
  }
}

/** Asks what became of what was sent, and writes down what is worked off. */
export async function poll(crew: Crew): Promise<void> {
  const { platform } = crew;
  const aloft = [...crew.flights].filter(({ additionId }) => additionId !== null);
  const ids = aloft.flatMap(({ additionId }) => additionId ?? []);
  if (ids.length === 0) return;
  const read = await platform.readAdditions(ids, { codeIds: false });
  if (!read.ok) return noteFailure(crew, read.failure);
  crew.silences = 0;
  const now = performance.now();
  const done = [];
  for (const flight of aloft) {
    const added = read.value.get(flight.additionId ?? "");
    if (added?.done) done.push({ flight, added });
    // Read before this process sent it: counts from now.
    else if (added && flight.sentAt === 0) flight.sentAt = now;
    else if (!added || now - flight.sentAt > longestAddition) flight.additionId = null;
  }
  const landings = await sortAnswers(platform, done);
  if (!landings.ok) return noteFailure(crew, landings.failure);
  await land(crew, landings.value);
}

async function land(
  { services, shop, flights }: Crew,
  landings: Parameters<typeof settleLandings>[3],
): Promise<void> {
  const pools = new Set(landings.map(({ flight }) => flight.poolId));
  for (const poolId of pools) {
    const own = landings.filter(({ flight }) => flight.poolId === poolId);
    await settleLandings(services, shop, poolId, own);
    for (const { flight } of own) flights.delete(flight);
  }
}

/** One silence is nothing; the platform that is away, or will not have us, ends the run. */
function noteFailure(crew: Crew, failure: PlatformFailure | PlatformRefused): void {
  crew.silences += 1;
  const isSilence = failure.kind === "platform_unreachable";
  if (!isSilence || crew.silences >= mostSilences) crew.stopped = failure;
}
