import { z } from "zod";
import type { InvalidInput, PoolNotFound } from "../../core/failures";
import type { Result } from "../../core/result";
import { archivePool } from "../../features/pools/changing/archive-pool.server";
import { createPool } from "../../features/pools/changing/create-pool.server";
import { deletePool } from "../../features/pools/changing/delete-pool.server";
import { renamePool } from "../../features/pools/changing/rename-pool.server";
import { setCheckoutPaused } from "../../features/pools/changing/set-checkout-paused.server";
import { setPoolActive } from "../../features/pools/changing/set-pool-active.server";
import { poolName, uploadedPoolTypes } from "../../features/pools/pool";
import type { PatternGuessable } from "../../features/publishing/replenishment/buffer";
import { createDynamicPool } from "../../features/publishing/replenishment/create-dynamic-pool.server";
import { setProtection } from "../../features/publishing/sealing/set-protection.server";
import {
  activatePool,
  type NeedsConfirmation,
} from "../../features/publishing/store-check/activate-pool.server";
import { checkSample } from "../../features/publishing/store-check/check-sample.server";
import { formAction } from "../admin.server";
import { smallId, version } from "../ids";
import { dynamicFields } from "./dynamic-fields";

const poolId = smallId;
const flag = z.enum(["true", "false"]).transform((text) => text === "true");

/** Form actions for pools. */
export const poolActions = {
  create: formAction(
    z.discriminatedUnion("type", [
      z.object({ type: z.enum(uploadedPoolTypes), name: poolName }),
      z.object({ type: z.literal("dynamic"), name: poolName, ...dynamicFields }),
    ]),
    (
      { services, shop, actor },
      input,
    ): Promise<Result<{ id: number }, InvalidInput | PatternGuessable>> => {
      if (input.type !== "dynamic") return createPool(services, shop, { ...input, actor });
      const { type: _, ...pool } = input;
      return createDynamicPool(services, shop, { ...pool, actor });
    },
  ),
  rename: formAction(
    z.object({ poolId, name: poolName, version }),
    ({ services, shop, actor }, input) => renamePool(services, shop, { ...input, actor }),
  ),
  "set-active": formAction(
    z.object({ poolId, active: flag, confirmed: flag.default(false) }),
    (
      { services, shop, actor },
      input,
    ): Promise<Result<{ version: number }, NeedsConfirmation | PoolNotFound | InvalidInput>> =>
      input.active
        ? activatePool(services, shop, { ...input, actor })
        : setPoolActive(services, shop, { ...input, actor }),
  ),
  protect: formAction(
    z.object({ poolId, version, holderOnly: flag, personalExpiration: flag }),
    ({ services, shop, actor }, input) => setProtection(services, shop, { ...input, actor }),
  ),
  "pause-checkout": formAction(
    z.object({ poolId, paused: flag }),
    ({ services, shop, actor }, input) => setCheckoutPaused(services, shop, { ...input, actor }),
  ),
  "check-sample": formAction(z.object({ poolId }), ({ services, shop }, input) =>
    checkSample(services, shop, input.poolId),
  ),
  archive: formAction(z.object({ poolId, archived: flag }), ({ services, shop, actor }, input) =>
    archivePool(services, shop, { ...input, actor }),
  ),
  delete: formAction(
    z.object({ poolId, typedName: z.string() }),
    ({ services, shop, actor }, input) => deletePool(services, shop, { ...input, actor }),
  ),
};
