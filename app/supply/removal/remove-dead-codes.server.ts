import { setTimeout } from "node:timers/promises";
import type { ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Platform } from "../../platform/platform";
import type { DiscountNotFound, PlatformFailure } from "../../platform/platform-failure";
import type { Services } from "../../services.server";
import { dropDiscount } from "../upload/drop-discount.server";
import type { DeadCode } from "./dead-code";
import { findDeadCodes } from "./find-dead-codes.server";
import { learnNumbers } from "./learn-numbers.server";
import { settleRemoval } from "./settle-removal.server";

/** Codes that one call removes. */
const codesPerRemoval = 500;
/** With more codes whose numbers are not known, all codes of the discount are read. */
const mostLookedUp = 200;
/** Milliseconds: how long a run lasts, how often a removal is asked for, and for how long. */
const runFor = 60_000;
const askEvery = 500;
const patience = 30_000;

/**
 * Removes codes from the platform that should not work any more: expired, voided and deleted ones.
 * Some hundred at a time, each time to the end, so that a run may be stopped or die at any point: what
 * is removed twice does no harm. Resolves whether there is more to do. Throws when the platform does
 * not answer, and when `signal` is aborted.
 */
export async function removeDeadCodes(
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
    const dead = await findDeadCodes(services.database, shop.id, codesPerRemoval);
    if (!dead) return { more: false };
    if (performance.now() - begun > runFor) return { more: true };
    const { discount, gone, codes } = dead;
    const unknown = codes.filter(({ platformId }) => platformId === null).length;
    if (!gone && unknown > mostLookedUp && !read.has(discount)) {
      const learned = await learnNumbers(services, shop.id, platform, discount, signal);
      if (learned.ok) {
        read.add(discount);
        continue;
      }
      if (learned.failure.kind === "platform_denied") return { more: false };
      if (learned.failure.kind === "platform_unreachable") throw away(learned.failure);
    }
    const removed = gone
      ? success(null)
      : await removeCodes(platform, { discount, codes, allRead: read.has(discount) }, signal);
    if (!removed.ok) {
      if (removed.failure.kind === "platform_denied") return { more: false };
      if (removed.failure.kind === "platform_unreachable") throw away(removed.failure);
      // Its codes went with it.
      await dropDiscount(services, shop, discount);
    }
    await settleRemoval(services, shop.id, codes);
  }
}

function away({ detail }: { detail: string }): Error {
  return new Error(`Codes were not removed: ${detail}`);
}

interface Removal {
  discount: string;
  codes: readonly DeadCode[];
  allRead: boolean;
}

async function removeCodes(
  platform: Platform,
  removal: Removal,
  signal: AbortSignal,
): Promise<Result<null, DiscountNotFound | PlatformFailure>> {
  const numbers = await numbersOf(platform, removal);
  if (!numbers.ok) return numbers;
  if (numbers.value.length === 0) return success(null);
  const begun = await platform.removeCodes(removal.discount, numbers.value);
  if (!begun.ok) return begun;
  for (let asked = 0; asked * askEvery < patience; asked += 1) {
    const answer = await platform.readRemoval(begun.value.removalId);
    if (!answer.ok) return answer;
    if (answer.value.done) return success(null);
    await setTimeout(askEvery, null, { signal });
  }
  return failure({ kind: "platform_unreachable", detail: "A removal does not end." });
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
