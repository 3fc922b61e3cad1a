import type { InvalidInput, PoolNotFound } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result } from "../../../core/result";
import type { Services } from "../../../services.server";
import { findDiscount } from "../../discounts/cache/find-discount.server";
import { discountDoubt } from "../../discounts/discount-doubt";
import { setPoolActive } from "../../pools/changing/set-pool-active.server";
import { findPool } from "../../pools/find-pool.server";
import { checkSample } from "./check-sample.server";
import { readStoreCheck } from "./read-store-check.server";
import { storeCheckSentence, storeState } from "./store-check";

export interface Activation {
  poolId: number;
  /** The merchant saw the warning about the codes and wants to activate anyway. */
  confirmed: boolean;
  actor: Actor;
}

/** The pool can be activated, but its codes wouldn't work as expected: ask first. */
export type NeedsConfirmation = { kind: "needs_confirmation"; message: string };

/** Someone is waiting for the switch, so an unanswered lookup counts as unknown after this. */
const timeoutMilliseconds = 4_000;

/**
 * Activates a pool. If its codes wouldn't work at checkout, or would work for everyone, it fails
 * with `needs_confirmation` until the merchant confirms. Looks up a sample of codes for unlinked
 * pools. If the platform doesn't respond in time, the pool is activated without the check.
 */
export async function activatePool(
  services: Services,
  shop: ShopContext,
  { poolId, confirmed, actor }: Activation,
): Promise<Result<{ version: number }, NeedsConfirmation | PoolNotFound | InvalidInput>> {
  if (!confirmed) {
    const pool = await findPool(services, shop, poolId);
    if (!pool.ok) return pool;
    const { active, archivedAt, discountId, type } = pool.value;
    const warning =
      active || archivedAt
        ? null
        : discountId === null
          ? await warnAboutCodes(services, shop, poolId)
          : await warnAboutDiscount(services, shop, discountId, type);
    if (warning) return failure({ kind: "needs_confirmation", message: warning });
  }
  return setPoolActive(services, shop, { poolId, active: true, actor });
}

async function warnAboutDiscount(
  services: Services,
  shop: ShopContext,
  discountId: number,
  type: "static" | "shared" | "dynamic",
): Promise<string | null> {
  const discount = await findDiscount(services, shop, discountId);
  if (!discount.ok) return null;
  return discountDoubt(discount.value, services.clock.now(), { shared: type === "shared" });
}

async function warnAboutCodes(
  services: Services,
  shop: ShopContext,
  poolId: number,
): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), timeoutMilliseconds);
  });
  const looking = checkSample(services, shop, poolId).catch((error: unknown) => {
    services.log.warn({ err: error }, "A sample of codes was not looked up.");
    return "late" as const;
  });
  await Promise.race([looking, late]).finally(() => clearTimeout(timer));
  const check = await readStoreCheck(services, shop, poolId);
  const state = storeState(check);
  if (state === "works" || state === "not_checked") return null;
  const sentence = storeCheckSentence(check, services.platform(shop.domain).name);
  return `${sentence} To have the app add these codes, link the pool to a discount first.`;
}
