import { createHash } from "node:crypto";
import type { ShopContext } from "../../../core/ids";
import type { GuardTexts } from "../../../platform/platform";
import type { Services } from "../../../services.server";
import { blockedMark } from "../../publishing/sealing/seal";
import { sealKeys } from "../../publishing/sealing/seal-keys.server";
import { newestBlocked } from "../../recipients/blocking/newest-blocked.server";
import { boundPools } from "../bindings/read-binding-progress.server";
import { maxMetafieldBytes } from "../rule/config";
import { fitConfig } from "./fit-config";
import { type GuardedPool, poolEntries, type Unrecognizable } from "./pool-entries";
import { readGuardedPools } from "./read-guarded-pools.server";

/** The guard's texts as they have to be now, and what they cover. */
export interface BuiltConfig {
  texts: GuardTexts;
  /** Equal texts have equal hashes. It tells nothing about the keys in them. */
  hash: string;
  /** IDs of the seal keys in it. */
  keyIds: number[];
  /** Guarded pools, including those below. */
  pools: GuardedPool[];
  /** Pools for which there was no room. */
  leftOut: GuardedPool[];
  /** Pools whose codes can't be told from others. */
  unrecognizable: { pool: GuardedPool; reason: Unrecognizable }[];
  bytes: number;
  blocked: { covered: number; total: number };
}

/** People who fit at most: each takes at least seven bytes. */
const maxBlocked = Math.ceil(maxMetafieldBytes / 7);

/**
 * Builds what the guard has to know, from the current pools, keys and blocked people. The same state
 * gives the same texts. They contain keys that open codes, and hashes of people but no addresses.
 */
export async function buildConfig(
  services: Pick<Services, "database" | "keyring" | "log">,
  shop: Pick<ShopContext, "id">,
  messages: object,
): Promise<BuiltConfig> {
  const keys = await sealKeys(services, shop.id);
  const bound = await boundPools(services, shop.id);
  const complete = new Set(bound.flatMap(({ poolId, complete }) => (complete ? [poolId] : [])));
  const pools = await readGuardedPools(services.database, shop, complete);
  const entries = pools.map(poolEntries);
  const { newest, total } = await newestBlocked(services, shop, maxBlocked);
  const [key] = keys;
  const blocked = key
    ? newest.map((identities) => identities.map((one) => blockedMark(key.secret, one)))
    : [];
  const fitted = fitConfig({
    keys: keys.map(({ secret }) => secret.toString("hex")),
    pools: entries,
    blocked,
  });
  const texts = { config: fitted.text, messages: JSON.stringify(messages) };
  return {
    texts,
    hash: hashTexts(texts),
    keyIds: keys.map(({ id }) => id),
    pools,
    leftOut: fitted.leftOut,
    unrecognizable: entries.flatMap(({ pool, unrecognizable: reason }) =>
      reason ? [{ pool, reason }] : [],
    ),
    bytes: fitted.bytes,
    blocked: { covered: fitted.blockedCovered, total },
  };
}

/** SHA-256 of both texts. */
function hashTexts({ config, messages }: GuardTexts): string {
  return createHash("sha256")
    .update(JSON.stringify([config, messages]))
    .digest("hex");
}
