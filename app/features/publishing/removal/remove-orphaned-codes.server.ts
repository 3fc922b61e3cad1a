import { setTimeout } from "node:timers/promises";
import type { ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Platform } from "../../../platform/platform";
import type {
  DiscountNotFound,
  PlatformFailure,
  PlatformRefused,
} from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { dropDiscount } from "../upload/drop-discount.server";
import { backfillIds } from "./backfill-ids.server";
import { commitRemoval } from "./commit-removal.server";
import { findOrphanedCodes } from "./find-orphaned-codes.server";
import type { OrphanedCode } from "./orphaned-code";

/** Codes that one call removes. */
const codesPerRemoval = 500;
/** With more codes whose numbers are not known, all codes of the discount are read. */
const mostLookedUp = 200;
/** Milliseconds: how long a run lasts, how often a removal is asked for, and for how long. */
const runFor = 60_000;
const askEvery = 500;
const timeout = 30_000;

/**
 * Removes codes from the platform that should not work any more: expired, voided and deleted ones.
 * Some hundred at a time, each time to the end, so that a run may be stopped or die at any point: what
 * is removed twice does no harm. Resolves whether there is more to do. Throws when the platform does
 * not answer, and when `signal` is aborted.
 */
export async function removeOrphanedCodes(
  services: Services,
  shop: ShopContext,
  signal: AbortSignal,
): Promise<{ more: boolean }> {
  const platform = services.platform(shop.domain, "bulk");
  const begun = performance.now();
  /** Discounts whose codes were all read: what has no number still is not there. */
  const read = new Set<string>();
  for (;;) {
    signal.throwIfAborted();
    const dead = await findOrphanedCodes(services.database, shop.id, codesPerRemoval);
    if (!dead) return { more: false };
    if (performance.now() - begun > runFor) return { more: true };
    const { discount, gone, codes } = dead;
    const unknown = codes.filter(({ platformId }) => platformId === null).length;
    if (!gone && unknown > mostLookedUp && !read.has(discount)) {
      const learned = await backfillIds(services, shop.id, platform, discount, signal);
      if (learned.ok) {
        read.add(discount);
        continue;
      }
      if (learned.failure.kind === "platform_denied") return { more: false };
      if (learned.failure.kind === "platform_unreachable") throw unreachableError(learned.failure);
    }
    const removed = gone
      ? success(null)
      : await removeCodes(platform, { discount, codes, allRead: read.has(discount) }, signal);
    if (!removed.ok) {
      if (removed.failure.kind === "platform_denied") return { more: false };
      if (removed.failure.kind !== "discount_not_found") throw unreachableError(removed.failure);
      // Its codes went with it.
      await dropDiscount(services, shop, discount);
    }
    await commitRemoval(services, shop.id, codes);
  }
}

function unreachableError({ detail }: { detail: string }): Error {
  return new Error(`Codes were not removed: ${detail}`);
}

interface Removal {
  discount: string;
  codes: readonly OrphanedCode[];
  allRead: boolean;
}

async function removeCodes(
  platform: Platform,
  removal: Removal,
  signal: AbortSignal,
): Promise<Result<null, DiscountNotFound | PlatformRefused | PlatformFailure>> {
  const numbers = await numbersOf(platform, removal);
  if (!numbers.ok) return numbers;
  if (numbers.value.length === 0) return success(null);
  const begun = await platform.removeCodes(removal.discount, numbers.value);
  if (!begun.ok) return begun;
  for (let asked = 0; asked * askEvery < timeout; asked += 1) {
    const answer = await platform.readRemoval(begun.value.removalId);
    if (!answer.ok) return answer;
    if (answer.value.done) {
      const left = await anyLeft(platform, removal);
      if (!left.ok) return left;
      if (!left.value) return success(null);
    }
    await setTimeout(askEvery, null, { signal });
  }
  return failure({ kind: "platform_unreachable", detail: "A removal does not end." });
}

/** Codes of a removal that are looked up afterwards: as many as one call finds. */
const mostChecked = 25;

/**
 * Whether the platform still has codes of a removal. It may say that it is done before they are gone
 * (recorded). Looking up each would cost fifty times the removal, so that some are, spread over all of
 * its calls; the check of both sides at night reads every code.
 */
async function anyLeft(
  platform: Platform,
  { discount, codes }: Removal,
): Promise<Result<boolean, PlatformFailure>> {
  const step = Math.max(1, (codes.length - 1) / (mostChecked - 1));
  const places = Array.from({ length: Math.min(mostChecked, codes.length) }, (_none, at) =>
    Math.round(at * step),
  );
  const found = await platform.findCodes(places.flatMap((at) => codes[at]?.code ?? []));
  if (!found.ok) return found;
  return success([...found.value.values()].some(({ discountId }) => discountId === discount));
}

/** The platform's numbers of the codes, without those that it does not have under this discount. */
async function numbersOf(
  platform: Platform,
  { discount, codes, allRead }: Removal,
): Promise<Result<string[], PlatformFailure>> {
  const unknown = codes.filter(({ platformId }) => platformId === null).map(({ code }) => code);
  const ask = !allRead && unknown.length > 0;
  const found = ask ? await platform.findCodes(unknown) : success(new Map<string, never>());
  if (!found.ok) return found;
  return success(
    codes.flatMap(({ code, platformId }) => {
      if (platformId !== null) return [platformId];
      const there = found.value.get(code.toLowerCase());
      return there?.discountId === discount && there.platformCodeId ? [there.platformCodeId] : [];
    }),
  );
}
