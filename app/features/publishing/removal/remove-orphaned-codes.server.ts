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
import type { OrphanedCode } from "./find-orphaned-codes.server";
import { findOrphanedCodes } from "./find-orphaned-codes.server";

/** Codes per removal. */
const codesPerRemoval = 500;
/** Above this many unknown IDs, read all codes of the discount instead of looking each up. */
const maxLookups = 200;
/** In milliseconds: duration of a run, polling interval and timeout of a removal. */
const runMilliseconds = 60_000;
const pollEvery = 500;
const timeout = 30_000;

/**
 * Removes expired, voided and deleted codes from the platform, in batches of `codesPerRemoval`.
 * Each batch is finished before the next one starts and removing twice is harmless, so a run can
 * stop at any point. Resolves whether there is more to do. Throws when the platform doesn't respond
 * or `signal` is aborted.
 */
export async function removeOrphanedCodes(
  services: Services,
  shop: ShopContext,
  signal: AbortSignal,
): Promise<{ more: boolean }> {
  const platform = services.platform(shop.domain, "bulk");
  const begun = performance.now();
  /** Discounts that were read completely. Codes without an ID after that don't exist there. */
  const read = new Set<string>();
  for (;;) {
    signal.throwIfAborted();
    const dead = await findOrphanedCodes(services.database, shop.id, codesPerRemoval);
    if (!dead) return { more: false };
    if (performance.now() - begun > runMilliseconds) return { more: true };
    const { discount, gone, codes } = dead;
    const unknown = codes.filter(({ platformId }) => platformId === null).length;
    if (!gone && unknown > maxLookups && !read.has(discount)) {
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
      // Its codes were deleted with it.
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
  const platformIds = await platformIdsOf(platform, removal);
  if (!platformIds.ok) return platformIds;
  if (platformIds.value.length === 0) return success(null);
  const begun = await platform.removeCodes(removal.discount, platformIds.value);
  if (!begun.ok) return begun;
  for (let polls = 0; polls * pollEvery < timeout; polls += 1) {
    const response = await platform.readRemoval(begun.value.removalId);
    if (!response.ok) return response;
    if (response.value.done) {
      const left = await anyLeft(platform, removal);
      if (!left.ok) return left;
      if (!left.value) return success(null);
    }
    await setTimeout(pollEvery, null, { signal });
  }
  return failure({ kind: "platform_unreachable", detail: "A removal timed out." });
}

/** Sample size of the check after a removal: the codes that one call finds. */
const maxSampled = 25;

/**
 * Whether the platform still has codes of a removal. It can report a removal as done before the
 * codes are gone (recorded). Looking up each code would cost fifty times the removal, so this
 * checks an evenly spread sample; the nightly reconciliation reads every code.
 */
async function anyLeft(
  platform: Platform,
  { discount, codes }: Removal,
): Promise<Result<boolean, PlatformFailure>> {
  const step = Math.max(1, (codes.length - 1) / (maxSampled - 1));
  const places = Array.from({ length: Math.min(maxSampled, codes.length) }, (_none, at) =>
    Math.round(at * step),
  );
  const found = await platform.findCodes(places.flatMap((at) => codes[at]?.code ?? []));
  if (!found.ok) return found;
  return success([...found.value.values()].some(({ discountId }) => discountId === discount));
}

/** The platform's IDs of the codes, without codes that it doesn't have under this discount. */
async function platformIdsOf(
  platform: Platform,
  { discount, codes, allRead }: Removal,
): Promise<Result<string[], PlatformFailure>> {
  const unknown = codes.filter(({ platformId }) => platformId === null).map(({ code }) => code);
  const needsLookup = !allRead && unknown.length > 0;
  const found = needsLookup ? await platform.findCodes(unknown) : success(new Map<string, never>());
  if (!found.ok) return found;
  return success(
    codes.flatMap(({ code, platformId }) => {
      if (platformId !== null) return [platformId];
      const match = found.value.get(code.toLowerCase());
      return match?.discountId === discount && match.platformCodeId ? [match.platformCodeId] : [];
    }),
  );
}
