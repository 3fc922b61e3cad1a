import type { ShopContext } from "../../app/core/ids";
import { assignCodes } from "../../app/features/assignments/assign-codes.server";
import { releaseAssignments } from "../../app/features/assignments/release/release-assignments.server";
import { expireCodes } from "../../app/features/codes/expire-codes.server";
import { voidCodes } from "../../app/features/codes/void-codes.server";
import { archivePool } from "../../app/features/pools/changing/archive-pool.server";
import { setPoolActive } from "../../app/features/pools/changing/set-pool-active.server";
import type { PlatformOrder } from "../../app/platform/platform-order";
import { campaignsOf } from "../factories/campaign-of";
import { importFile } from "../factories/import-file";
import { cancelled, later, orderWith, processOrders } from "../factories/orders";
import { insertPool } from "../factories/stocked-pool";
import type { TestServices } from "../setup/test-services";
import type { FiguresCommand } from "./figures-command";

const actor = { name: "Ada" };
const person = (n: number) => `person-${n}@example.com`;
let files = 0;

/** Creates two static pools and a shared one. The first falls back to the second. */
export async function makeFiguresFixture(services: TestServices, shop: ShopContext) {
  const second = await insertPool(services, shop, {
    codes: 3,
    code: { useWithinDays: 1 },
    resendPolicy: "always_new",
  });
  const first = await insertPool(services, shop, { codes: 2, fallbackPoolId: second });
  const shared = await insertPool(services, shop, {
    type: "shared",
    codes: 1,
    resendPolicy: "always_new",
  });
  return {
    pools: [first, second, shared],
    campaigns: [] as number[],
    orders: [] as PlatformOrder[],
  };
}

export type FiguresFixture = Awaited<ReturnType<typeof makeFiguresFixture>>;

/** Runs a command through the use cases that pages, the API and jobs call. */
export async function runFiguresCommand(
  services: TestServices,
  shop: ShopContext,
  fixture: FiguresFixture,
  command: FiguresCommand,
): Promise<void> {
  const poolId = "pool" in command ? (fixture.pools[command.pool] ?? 0) : 0;
  switch (command.do) {
    case "import": {
      files += 1;
      const { codes, people, repeat } = command;
      const lines = Array.from({ length: codes }, (_, n) => `F${files}-${n},`);
      const given = people.map((one, n) => `P${files}-${n},${person(one)}`);
      const again = repeat ? [`F${files}-0,`] : [];
      const text = ["code,email", ...lines, ...given, ...again].join("\n");
      await importFile(services, shop, poolId, text);
      return;
    }
    case "assign": {
      const recipients = command.people.map((one) => ({ recipient: person(one) }));
      await assignCodes(services, shop, { pool: poolId, recipients, source: command.source });
      return;
    }
    case "campaign":
      return campaign(services, shop, fixture, poolId, command);
    case "release": {
      const id = pick(await ids(services, shop, "assignment"), command.which);
      if (id === undefined) return;
      await releaseAssignments(services, shop, { poolId: null, assignmentIds: [id], actor });
      return;
    }
    case "void": {
      const id = pick(await ids(services, shop, "code", poolId), command.which);
      if (id !== undefined) await voidCodes(services, shop, { poolId, codeIds: [id], actor });
      return;
    }
    case "archive":
      await archivePool(services, shop, { poolId, archived: true, actor });
      if (command.stays) return;
      await archivePool(services, shop, { poolId, archived: false, actor });
      await setPoolActive(services, shop, { poolId, active: true, actor });
      return;
    case "expire":
      services.setTime(new Date(services.clock.now().getTime() + command.hours * 3_600_000));
      await expireCodes(services);
      return;
    default:
      return order(services, shop, fixture, command);
  }
}

async function campaign(
  services: TestServices,
  shop: ShopContext,
  fixture: FiguresFixture,
  poolId: number,
  { people, nobody, repeat }: Extract<FiguresCommand, { do: "campaign" }>,
): Promise<void> {
  const pool = await services.database.query(
    "SELECT 1 FROM pool WHERE shop_id = $1 AND id = $2 AND archived_at IS NULL",
    [shop.id, poolId],
  );
  if (pool.length === 0) return;
  const lines = [...new Set(people)].map(person);
  const list = [...lines, ...(nobody ? ["no address"] : []), ...(repeat ? lines.slice(0, 1) : [])];
  const run = campaignsOf(services, shop);
  const id = await run.begin(poolId, `email\n${list.join("\n")}\n`);
  await run.run(id);
  fixture.campaigns.push(id);
}

type OrderCommand = Extract<FiguresCommand, { do: "order" | "cancel" | "refund" | "take-off" }>;

async function order(
  services: TestServices,
  shop: ShopContext,
  fixture: FiguresFixture,
  command: OrderCommand,
): Promise<void> {
  if (command.do === "order") {
    const codes = await services.database.query<{ code: string }>(
      "SELECT code FROM code WHERE shop_id = $1 ORDER BY id",
      [shop.id],
    );
    const wanted = command.codes.flatMap((place) => pick(codes, place)?.code ?? []);
    const at = services.clock.now();
    const placed = orderWith([...new Set(wanted)], {
      createdAt: at,
      updatedAt: at,
      email: person(command.buyer),
      test: command.test,
      currency: command.yen ? "JPY" : "EUR",
    });
    fixture.orders.push(placed);
    return processOrders(services, shop, placed);
  }
  const place = command.which % Math.max(1, fixture.orders.length);
  const known = fixture.orders[place];
  if (!known) return;
  const minutes = (known.updatedAt.getTime() - known.createdAt.getTime()) / 60_000 + 1;
  const changed =
    command.do === "cancel"
      ? cancelled(known, minutes)
      : later(known, minutes, changeOf(command.do, command.part));
  fixture.orders[place] = changed;
  await processOrders(services, shop, changed);
}

function changeOf(what: "refund" | "take-off", part: boolean): Partial<PlatformOrder> {
  if (what === "take-off") return { codes: [] };
  return part ? { refunded: "10.00" } : { refunded: "50.00", fullyRefunded: true };
}

async function ids(
  { database }: TestServices,
  shop: ShopContext,
  table: "assignment" | "code",
  poolId: number | null = null,
): Promise<number[]> {
  const rows = await database.query<{ id: number }>(
    `SELECT id FROM ${table} WHERE shop_id = $1 AND ($2::int IS NULL OR pool_id = $2) ORDER BY id`,
    [shop.id, poolId],
  );
  return rows.map(({ id }) => id);
}

function pick<T>(list: readonly T[], place: number): T | undefined {
  return list[place % Math.max(1, list.length)];
}
