import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import {
  type BindingProgress,
  readBindingProgress,
} from "../bindings/read-binding-progress.server";
import type { Unrecognizable } from "../config/pool-entries";
import type { GuardStatus } from "../guard";
import { readGuard } from "./read-guard.server";

/** What a pool's page shows about its protection at checkout, beside its own settings. */
export interface PoolProtection {
  guard: { status: GuardStatus };
  /** Codes that are written to customers; null: the pool's codes aren't. */
  progress: BindingProgress | null;
  /** Why the guard can't check the pool, or not all of its codes; null: it can. */
  problem: "left_out" | Unrecognizable | null;
}

/** Reads how the guard protects a pool. It asks the database only. */
export async function readPoolProtection(
  services: Pick<Services, "database" | "keyring" | "log" | "platform">,
  shop: Pick<ShopContext, "id" | "domain">,
  poolId: number,
): Promise<PoolProtection> {
  const [{ status, pools }, progress] = await Promise.all([
    readGuard(services, shop),
    readBindingProgress(services, shop, poolId),
  ]);
  const unrecognizable = pools.unrecognizable.find(({ id }) => id === poolId);
  const problem = pools.leftOut.some(({ id }) => id === poolId)
    ? "left_out"
    : (unrecognizable?.reason ?? null);
  return { guard: { status }, progress, problem };
}
