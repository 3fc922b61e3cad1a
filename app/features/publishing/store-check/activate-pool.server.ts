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
  /** The person has read what is wrong with the codes, and wants it all the same. */
  confirmed: boolean;
  actor: Actor;
}

/** The pool can be activated, but its codes would not work as a merchant expects: ask first. */
export type NeedsConfirmation = { kind: "needs_confirmation"; message: string };

/** A person waits for the switch: what the platform has not answered by then is not known. */
const timeoutMilliseconds = 4_000;

/**
 * Activates a pool. When its codes would not work at checkout, or would work for everyone, it says so
 * first and activates only once that is confirmed. A pool whose codes the app does not upload has a
 * sample looked up in the store; when the platform does not answer, that does not stop anyone.
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
    const doubt =
      active || archivedAt
        ? null
        : discountId === null
          ? await doubtOfCodes(services, shop, poolId)
          : await doubtOfDiscount(services, shop, discountId, type);
    if (doubt) return failure({ kind: "needs_confirmation", message: doubt });
  }
  return setPoolActive(services, shop, { poolId, active: true, actor });
}

async function doubtOfDiscount(
  services: Services,
  shop: ShopContext,
  discountId: number,
  type: "static" | "shared" | "dynamic",
): Promise<string | null> {
  const discount = await findDiscount(services, shop, discountId);
  if (!discount.ok) return null;
  return discountDoubt(discount.value, services.clock.now(), { shared: type === "shared" });
}

async function doubtOfCodes(
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
