import { setTimeout } from "node:timers/promises";
import { assignCodes } from "../../app/features/assignments/assign-codes.server";
import { releaseAssignments } from "../../app/features/assignments/release/release-assignments.server";
import { addCodes } from "../../app/features/codes/add-codes.server";
import { expireCodes } from "../../app/features/codes/expire-codes.server";
import { startUndo } from "../../app/features/codes/import/undo/start-undo.server";
import { undoImport } from "../../app/features/codes/import/undo/undo-import.server";
import { voidCodes } from "../../app/features/codes/void-codes.server";
import { addCodes as importCodesOf, redeemCode } from "../factories/stocked-pool";
import type { TestServices } from "../setup/test-services";
import type { Command, Fixture } from "./command";

const actor = { name: "Ada" };
let typed = 0;

/** Runs a command on its own connections and records what the caller sees. */
export async function runCommand(
  services: TestServices,
  fixture: Fixture,
  command: Command,
): Promise<void> {
  switch (command.do) {
    case "assign":
      return assign(services, fixture, command);
    case "release":
      return release(services, fixture, command.which);
    case "redeem": {
      const one = pick(fixture.assigned, command.which);
      return one && redeemCode(services, fixture.shop, one.poolId, one.code);
    }
    case "import":
      return importCodes(services, fixture, command);
    case "undo":
      return undo(services, fixture, command.which);
    case "add":
      return add(services, fixture, command);
    case "void":
      return voidSome(services, fixture, command);
    case "wait":
      return wait(services, command.hours);
    case "expire":
      wait(services, command.hours);
      await expireCodes(services);
  }
}

function wait(services: TestServices, hours: number): void {
  services.setTime(new Date(services.clock.now().getTime() + hours * 3_600_000));
}

async function assign(
  services: TestServices,
  fixture: Fixture,
  { pool, people, key }: Extract<Command, { do: "assign" }>,
): Promise<void> {
  const poolId = pick(fixture.pools, pool) ?? 0;
  // An idempotency key stands for one request: this pool and the first recipient.
  const idempotencyKey = key === null ? undefined : `${poolId}/${people[0]}/${key}`;
  const recipients = people.map((person, place) => ({
    recipient: `person-${person}@example.com`,
    ...(idempotencyKey !== undefined && place === 0 ? { idempotencyKey } : {}),
  }));
  const result = await assignCodes(services, fixture.shop, {
    pool: poolId,
    recipients,
    source: "api",
  });
  if (!result.ok) throw new Error(result.failure.kind);
  for (const [place, one] of result.value.entries()) {
    if (!one.ok) continue;
    fixture.assigned.push(one.value);
    if (idempotencyKey === undefined || place > 0) continue;
    const seen = fixture.answers.get(idempotencyKey) ?? new Set();
    fixture.answers.set(idempotencyKey, seen.add(one.value.id));
  }
}

async function release(services: TestServices, fixture: Fixture, which: number[]): Promise<void> {
  const chosen = which.flatMap((place) => pick(fixture.assigned, place) ?? []);
  await releaseAssignments(services, fixture.shop, {
    poolId: null,
    assignmentIds: chosen.map(({ id }) => id),
    actor,
  });
}

async function importCodes(
  services: TestServices,
  fixture: Fixture,
  { pool, count, days, hours, pause }: Extract<Command, { do: "import" }>,
): Promise<void> {
  const poolId = pick(fixture.pools, pool) ?? 0;
  const until = hours === null ? undefined : hours * 3_600_000 + services.clock.now().getTime();
  const [batch] = await services.database.query<{ id: number }>(
    `INSERT INTO batch (shop_id, pool_id, state, file_name, byte_size, reading, created_by, created_at)
     VALUES ($1, $2, 'done', 'codes.csv', 1, '{}', 'Ada', $3) RETURNING id`,
    [fixture.shop.id, poolId, services.clock.now()],
  );
  const batchId = batch?.id ?? 0;
  const dates = {
    batchId,
    ...(days === null ? {} : { useWithinDays: days }),
    ...(until === undefined ? {} : { assignBy: new Date(until) }),
  };
  await importCodesOf(services, fixture.shop, poolId, count, dates, () => setTimeout(pause));
  fixture.added += count;
  fixture.imports.push({ pool: poolId, batchId });
}

async function undo(services: TestServices, fixture: Fixture, which: number): Promise<void> {
  const batch = pick(fixture.imports, which);
  if (!batch) return;
  const { pool: poolId, batchId } = batch;
  const started = await startUndo(services, fixture.shop, { poolId, batchId, actor });
  if (started.ok) await undoImport(services, fixture.shop, { batchId });
}

async function add(
  services: TestServices,
  fixture: Fixture,
  { pool, count }: Extract<Command, { do: "add" }>,
): Promise<void> {
  const poolId = pick(fixture.pools, pool) ?? 0;
  const codes = Array.from({ length: count }, () => {
    typed += 1;
    return { code: `TYPED-${typed}`, message: null, assignBy: null, useBy: null, useWithinDays: 1 };
  });
  const added = await addCodes(services, fixture.shop, { poolId, codes, actor });
  if (!added.ok) throw new Error(added.failure.kind);
  fixture.added += added.value.filter(({ outcome }) => outcome === "added").length;
}

/** Voids codes of the pool, whatever their current state. */
async function voidSome(
  services: TestServices,
  fixture: Fixture,
  { pool, which }: Extract<Command, { do: "void" }>,
): Promise<void> {
  const poolId = pick(fixture.pools, pool) ?? 0;
  const codes = await services.database.query<{ id: number }>(
    "SELECT id FROM code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position",
    [fixture.shop.id, poolId],
  );
  const codeIds = which.flatMap((place) => pick(codes, place)?.id ?? []);
  await voidCodes(services, fixture.shop, { poolId, codeIds, actor });
}

function pick<T>(list: readonly T[], place: number): T | undefined {
  return list[place % Math.max(1, list.length)];
}
