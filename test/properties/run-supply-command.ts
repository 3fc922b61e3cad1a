import { assignCodes } from "../../app/features/assignments/assign-codes.server";
import { reissueCodes } from "../../app/features/assignments/reissue-codes.server";
import { releaseAssignments } from "../../app/features/assignments/release/release-assignments.server";
import { addCodes } from "../../app/features/codes/add-codes.server";
import { voidCodes } from "../../app/features/codes/void-codes.server";
import { findPool } from "../../app/features/pools/find-pool.server";
import { isSealed } from "../../app/features/pools/pool";
import { defaultPattern } from "../../app/features/publishing/generator/pattern";
import { markForUpload } from "../../app/features/publishing/mark-for-upload.server";
import { removeOrphanedCodes } from "../../app/features/publishing/removal/remove-orphaned-codes.server";
import { changeDynamicPool } from "../../app/features/publishing/replenishment/change-dynamic-pool.server";
import { replenishPool } from "../../app/features/publishing/replenishment/replenish-pool.server";
import { voidSupersededCodes } from "../../app/features/publishing/replenishment/void-superseded-codes.server";
import { setProtection } from "../../app/features/publishing/sealing/set-protection.server";
import { sweepSupply } from "../../app/features/publishing/sweep-supply.server";
import { runUploads } from "../../app/features/publishing/upload/run-uploads.server";
import type { Fault } from "../integration/publishing/fake-platform";
import type { TestServices } from "../setup/test-services";
import type { SupplyCommand, SupplyFixture } from "./supply-command";

const actor = { name: "Ada" };
const never = new AbortController().signal;
let typed = 0;

/** Runs a command on its own connections. */
export async function runSupplyCommand(
  services: TestServices,
  fixture: SupplyFixture,
  command: SupplyCommand,
): Promise<void> {
  const { shop, pools, platform } = fixture;
  const poolId = pools["pool" in command ? command.pool % pools.length : 0] ?? 0;
  switch (command.do) {
    case "assign":
      return assign(services, fixture, poolId, command.people);
    case "release": {
      const id = pick(fixture.assignments, command.which);
      if (id === undefined) return;
      await releaseAssignments(services, shop, { poolId: null, assignmentIds: [id], actor });
      return;
    }
    case "void": {
      const code = await codeOf(services, fixture, poolId, command.which);
      if (code) await voidCodes(services, shop, { poolId, codeIds: [code.id], actor });
      return;
    }
    case "add":
      return add(services, fixture, command.count);
    case "replenish":
      return replenishPool(services, shop, pools[0] ?? 0, never);
    case "upload":
      return upload(services, fixture, null, command.faults);
    case "urgent":
      return upload(services, fixture, poolId, command.faults);
    case "reissue":
      return reissueCodes(services, shop, poolId, never);
    case "remove":
      return withFaults(fixture, command.faults, () => removeOrphanedCodes(services, shop, never));
    case "conflict": {
      // The merchant adds the code to another discount, unless it was uploaded already.
      const code = await codeOf(services, fixture, poolId, command.which);
      if (code && !platform.codes.has(code.code.toLowerCase())) platform.put("theirs", code.code);
      return;
    }
    case "sweep":
      return sweepSupply(services);
    case "change":
      return changeDiscount(services, fixture, command.which);
    case "protect":
      return protect(services, fixture, command);
    case "void superseded":
      return voidSupersededCodes(services, shop, pools[0] ?? 0, never);
  }
}

/** Finishes all pending work without faults, as the jobs would. */
export async function finishSupply(services: TestServices, fixture: SupplyFixture): Promise<void> {
  const { shop, pools } = fixture;
  fixture.platform.fault = () => null;
  await markForUpload(services, shop, pools[1] ?? 0, never);
  await voidSupersededCodes(services, shop, pools[0] ?? 0, never);
  // Recipients of rejected codes of the linked pool need new codes as replacements.
  await add(services, fixture, 40);
  for (let more = true, rounds = 0; more; rounds += 1) {
    if (rounds > 20) throw new Error("The work never ends.");
    for (const poolId of pools) await upload(services, fixture, poolId, []);
    await upload(services, fixture, null, []);
    for (const poolId of pools) await reissueCodes(services, shop, poolId, never);
    await removeOrphanedCodes(services, shop, never);
    const [left] = await services.database.query<{ more: boolean }>(
      `SELECT EXISTS (
         SELECT 1 FROM current_code AS code WHERE shop_id = $1 AND (publish_status = 'uploading'
            OR (publish_status = 'refused' AND state = 'assigned')
            OR (publish_status = 'live' AND state IN ('expired', 'voided')))) AS more`,
      [shop.id],
    );
    more = left?.more ?? false;
  }
}

async function assign(
  services: TestServices,
  { shop, assignments }: SupplyFixture,
  poolId: number,
  people: number[],
): Promise<void> {
  const recipients = people.map((person) => ({ recipient: `person-${person}@example.com` }));
  const result = await assignCodes(services, shop, { pool: poolId, recipients, source: "api" });
  if (!result.ok) throw new Error(result.failure.kind);
  for (const one of result.value) if (one.ok) assignments.push(one.value.id);
}

/** Switches the pool to one of the discounts, unless it is being changed concurrently. */
async function changeDiscount(
  services: TestServices,
  { shop, pools, discounts }: SupplyFixture,
  which: number,
): Promise<void> {
  const poolId = pools[0] ?? 0;
  const pool = await findPool(services, shop, poolId);
  if (!pool.ok) throw new Error(pool.failure.kind);
  const changed = await changeDynamicPool(services, shop, {
    poolId,
    version: pool.value.version,
    discountId: pick(discounts, which) ?? 0,
    // Codes that are sealed are longer than the others, which keeps them apart.
    pattern: { ...defaultPattern, length: isSealed(pool.value) ? 16 : 10 },
    buffer: { target: 12, floor: 6 },
    actor,
  });
  if (!changed.ok && changed.failure.kind !== "outdated") throw new Error(changed.failure.kind);
}

/** Changes who can use the dynamic pool's codes, unless it is being changed concurrently. */
async function protect(
  services: TestServices,
  { shop, pools }: SupplyFixture,
  { holderOnly, personalExpiration }: { holderOnly: boolean; personalExpiration: boolean },
): Promise<void> {
  const poolId = pools[0] ?? 0;
  const pool = await findPool(services, shop, poolId);
  if (!pool.ok) throw new Error(pool.failure.kind);
  const { version } = pool.value;
  const change = { poolId, version, holderOnly, personalExpiration, actor };
  const changed = await setProtection(services, shop, change);
  if (!changed.ok && changed.failure.kind !== "outdated") throw new Error(changed.failure.kind);
}

async function add(
  services: TestServices,
  { shop, pools }: SupplyFixture,
  count: number,
): Promise<void> {
  const codes = Array.from({ length: count }, () => {
    typed += 1;
    const dates = { assignBy: null, useBy: null, useWithinDays: null };
    return { code: `IMPORTED-${typed}`, message: null, ...dates };
  });
  await addCodes(services, shop, { poolId: pools[1] ?? 0, codes, actor });
}

async function upload(
  services: TestServices,
  fixture: SupplyFixture,
  poolId: number | null,
  faults: Fault[],
): Promise<void> {
  const priority = poolId === null ? ("bulk" as const) : ("urgent" as const);
  const run = { priority, poolId, signal: never, pollEvery: 2 };
  await withFaults(fixture, faults, () => runUploads(services, fixture.shop, run));
}

/** Runs work with faults. Ignores the error if a fault kills it. */
async function withFaults(
  { platform }: SupplyFixture,
  faults: Fault[],
  work: () => Promise<unknown>,
): Promise<void> {
  const coming = [...faults];
  platform.fault = () => coming.shift() ?? null;
  try {
    await work();
  } catch (error) {
    const { message } = error as Error;
    if (message !== "killed" && !message.startsWith("Codes were not removed")) throw error;
  }
}

async function codeOf(
  { database }: TestServices,
  { shop }: SupplyFixture,
  poolId: number,
  which: number,
): Promise<{ id: number; code: string } | undefined> {
  const codes = await database.query<{ id: number; code: string }>(
    "SELECT id, code FROM code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position, id",
    [shop.id, poolId],
  );
  return pick(codes, which);
}

function pick<T>(list: readonly T[], place: number): T | undefined {
  return list[place % Math.max(1, list.length)];
}
