import { setTimeout } from "node:timers/promises";
import { assignCodes } from "../../app/assignments/assign-codes.server";
import { releaseAssignments } from "../../app/assignments/release-assignments.server";
import { expireCodes } from "../../app/codes/expire-codes.server";
import { changeStock, lockStock } from "../../app/pools/stock.server";
import { addCodes, redeemCode } from "../factories/stocked-pool";
import type { TestServices } from "../setup/test-services";
import type { Command, World } from "./command";

let batches = 0;

/** Does what the command says, on connections of its own, and notes down what the caller sees. */
export async function runCommand(
  services: TestServices,
  world: World,
  command: Command,
): Promise<void> {
  switch (command.do) {
    case "assign":
      return assign(services, world, command);
    case "release":
      return release(services, world, command.which);
    case "redeem": {
      const one = pick(world.assigned, command.which);
      return one && redeemCode(services, world.shop, one.poolId, one.code);
    }
    case "import":
      return importCodes(services, world, command);
    case "undo":
      return undoImport(services, world, command.which);
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
  world: World,
  { pool, people, key }: Extract<Command, { do: "assign" }>,
): Promise<void> {
  const poolId = pick(world.pools, pool) ?? 0;
  // A key is one question: this pool, and of the people the first.
  const requestKey = key === null ? undefined : `${poolId}/${people[0]}/${key}`;
  const recipients = people.map((person, place) => ({
    recipient: `person-${person}@example.com`,
    ...(requestKey !== undefined && place === 0 ? { requestKey } : {}),
  }));
  const answer = await assignCodes(services, world.shop, {
    pool: poolId,
    recipients,
    source: "api",
  });
  if (!answer.ok) throw new Error(answer.failure.kind);
  for (const [place, one] of answer.value.entries()) {
    if (!one.ok) continue;
    world.assigned.push(one.value);
    if (requestKey === undefined || place > 0) continue;
    const seen = world.answers.get(requestKey) ?? new Set();
    world.answers.set(requestKey, seen.add(one.value.id));
  }
}

async function release(services: TestServices, world: World, which: number[]): Promise<void> {
  const chosen = which.flatMap((place) => pick(world.assigned, place) ?? []);
  await releaseAssignments(services, world.shop, {
    poolId: null,
    assignmentIds: chosen.map(({ id }) => id),
    actor: { name: "Ada" },
  });
}

async function importCodes(
  services: TestServices,
  world: World,
  { pool, count, days, hours, pause }: Extract<Command, { do: "import" }>,
): Promise<void> {
  const poolId = pick(world.pools, pool) ?? 0;
  const until = hours === null ? undefined : hours * 3_600_000 + services.clock.now().getTime();
  batches += 1;
  const batchId = batches;
  const dates = {
    batchId,
    ...(days === null ? {} : { useWithinDays: days }),
    ...(until === undefined ? {} : { assignBy: new Date(until) }),
  };
  await addCodes(services, world.shop, poolId, count, dates, () => setTimeout(pause));
  world.added += count;
  world.imports.push({ pool: poolId, batchId, count });
}

/** Takes a batch out again while none of its codes was ever given to anybody. */
async function undoImport(services: TestServices, world: World, which: number): Promise<void> {
  const batch = pick(world.imports, which);
  if (!batch) return;
  const removed = await services.database.transaction(async (tx) => {
    await lockStock(tx, world.shop.id, batch.pool);
    const gone = await tx.query<{ state: string }>(
      `DELETE FROM code WHERE shop_id = $1 AND batch_id = $2 AND NOT EXISTS (
         SELECT 1 FROM code AS sibling JOIN assignment ON assignment.code_id = sibling.id
          WHERE sibling.shop_id = $1 AND sibling.batch_id = $2 AND assignment.shop_id = $1)
       RETURNING state`,
      [world.shop.id, batch.batchId],
    );
    const expired = gone.filter(({ state }) => state === "expired").length;
    const available = gone.length - expired;
    await changeStock(tx, world.shop.id, batch.pool, { available: -available, expired: -expired });
    return gone.length;
  });
  world.undone += removed;
}

function pick<T>(list: readonly T[], place: number): T | undefined {
  return list[place % Math.max(1, list.length)];
}
