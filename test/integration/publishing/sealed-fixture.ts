import { expect } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import type { AssignmentRequest } from "../../../app/features/assignments/allocation/prepare-requests.server";
import {
  type AssignmentBatch,
  assignCodes,
} from "../../../app/features/assignments/assign-codes.server";
import { findPool } from "../../../app/features/pools/find-pool.server";
import type { Pattern } from "../../../app/features/publishing/generator/pattern";
import { fitsHolder, openCode } from "../../../app/features/publishing/sealing/seal";
import { readSealFormats } from "../../../app/features/publishing/sealing/seal-formats.server";
import { sealKeys } from "../../../app/features/publishing/sealing/seal-keys.server";
import {
  type ProtectionChange,
  setProtection,
} from "../../../app/features/publishing/sealing/set-protection.server";
import type { TestServices } from "../../setup/test-services";
import { insertDynamicPool } from "./demo-discount";

type Protecting = Partial<Pick<ProtectionChange, "holderOnly" | "personalExpiration">>;

/** Changes a pool's protection, as its screen does. Both parts are off unless given. */
export async function protect(
  services: TestServices,
  shop: ShopContext,
  poolId: number,
  { holderOnly = false, personalExpiration = false }: Protecting = {},
) {
  const { version } = await poolOf(services, shop, poolId);
  const actor = { name: "Ada" };
  const change = { poolId, version, actor, holderOnly, personalExpiration };
  const changed = await setProtection(services, shop, change);
  if (!changed.ok) throw new Error(JSON.stringify(changed.failure));
  return changed.value;
}

/** Inserts an active dynamic pool whose codes only their recipients can use. Returns its ID. */
export async function insertSealedPool(
  services: TestServices,
  shop: ShopContext,
  pool: { discountId?: number; pattern?: Pattern } = {},
): Promise<number> {
  const poolId = await insertDynamicPool(services, shop, pool);
  await protect(services, shop, poolId, { holderOnly: true });
  return poolId;
}

export async function poolOf(services: TestServices, shop: ShopContext, poolId: number) {
  const pool = await findPool(services, shop, poolId);
  if (!pool.ok) throw new Error(pool.failure.kind);
  return pool.value;
}

/** Assigns codes, and returns each assignment or its rejection. */
export async function assignTo(
  services: TestServices,
  shop: ShopContext,
  pool: AssignmentBatch["pool"],
  recipients: readonly (string | AssignmentRequest)[],
) {
  const result = await assignCodes(services, shop, {
    pool,
    source: "api",
    recipients: recipients.map((one) => (typeof one === "string" ? { recipient: one } : one)),
  });
  if (!result.ok) throw new Error(result.failure.kind);
  return result.value.map((one) => (one.ok ? one.value : one.failure));
}

/** The codes of assignments. Fails the test if one was rejected. */
export function codesOf(results: Awaited<ReturnType<typeof assignTo>>) {
  return results.map((one) => {
    if (!("code" in one)) throw new Error(one.kind);
    return one;
  });
}

/**
 * Opens a sealed code with the shop's keys, in any format that the pool has sealed codes in. Null: it
 * carries no seal of the pool.
 */
export async function unseal(
  services: TestServices,
  shop: ShopContext,
  poolId: number,
  code: string,
  identity: string,
): Promise<{ key: number; lastDay: number; fits: boolean } | null> {
  const keys = (await sealKeys(services, shop.id)).map(({ secret }) => secret);
  const formats = await readSealFormats(services.database, shop.id);
  for (const known of formats.filter((format) => format.poolId === poolId)) {
    const format = { ...known, groupSize: null };
    const opened = openCode(keys, format, code);
    if (!opened) continue;
    const { key, lastDay } = opened;
    const secret = keys[key] ?? Buffer.alloc(0);
    return { key, lastDay, fits: fitsHolder(secret, format, opened, identity) };
  }
  return null;
}

/** Expects every assigned code of the pool to be sealed for the person it was given to. */
export async function expectSealedFor(
  services: TestServices,
  shop: ShopContext,
  poolId: number,
  given: readonly { code: string; recipient: string }[],
): Promise<void> {
  for (const { code, recipient } of given) {
    expect(
      await unseal(services, shop, poolId, code, recipient),
      `${code} for ${recipient}`,
    ).toMatchObject({ fits: true });
  }
}
