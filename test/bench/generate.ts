import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { ShopContext } from "../../app/core/ids";
import { defaultPattern } from "../../app/features/publishing/generator/pattern";
import { createDynamicPool } from "../../app/features/publishing/replenishment/create-dynamic-pool.server";
import { replenishPool } from "../../app/features/publishing/replenishment/replenish-pool.server";
import type { Services } from "../../app/services.server";
import type { Bench, Figure } from "./bench";
import { compare, timed } from "./bench";
import { insertBenchShop, withBenchDatabase } from "./bench-database";

const rounds = 3;
const codes = Number(process.env["BENCH_CODES"] ?? 1_000_000);

/**
 * Fills a dynamic pool with a million codes. The baseline is a COPY of rows with random hex codes into
 * an empty table with the same indexes, without a code alphabet and without totals to update.
 */
export const bench: Bench = {
  names: ["generate"],
  run: () =>
    withBenchDatabase(async (services): Promise<Figure[]> => {
      const shop = await insertBenchShop(services);
      await services.database.query("CREATE TABLE bare_code (LIKE code INCLUDING ALL)");
      const [discount] = await services.database.query<{ id: number }>(
        `INSERT INTO discount (shop_id, platform_id, title, status, read_at)
         VALUES ($1, 'bench', 'Bench', 'active', now()) RETURNING id`,
        [shop.id],
      );
      const compared = await compare(
        rounds,
        (round) => byReplenishing(services, shop, discount?.id ?? 0, round),
        () => byCopy(services, shop),
      );
      return [
        {
          name: "generate",
          ...compared,
          unit: "s",
          aim: "≤ 1.5",
        },
      ];
    }),
};

async function byReplenishing(
  services: Services,
  shop: ShopContext,
  discountId: number,
  round: number,
): Promise<number> {
  await services.database.query("TRUNCATE code");
  const pool = await createDynamicPool(services, shop, {
    name: `Round ${round}`,
    discountId,
    pattern: { ...defaultPattern, length: 14 },
    buffer: { target: codes, floor: 1 },
    actor: { name: "Bench" },
  });
  if (!pool.ok) throw new Error(pool.failure.kind);
  await services.database.query("CHECKPOINT");
  const signal = new AbortController().signal;
  const milliseconds = await timed(() => replenishPool(services, shop, pool.value.id, signal));
  const [made] = await services.database.query<{ count: number }>(
    "SELECT available AS count FROM pool_stock WHERE shop_id = $1 AND pool_id = $2",
    [shop.id, pool.value.id],
  );
  if (made?.count !== codes) throw new Error(`${made?.count} codes were generated.`);
  return milliseconds / 1000;
}

async function byCopy({ database }: Services, shop: ShopContext): Promise<number> {
  await database.query("TRUNCATE bare_code");
  await database.query("CHECKPOINT");
  const columns =
    "shop_id, pool_id, position, stored_state, publish_status, created_at, code, code_key";
  const milliseconds = await timed(() =>
    database.transaction((tx) =>
      pipeline(
        Readable.from(rowsOfBytes(shop)),
        tx.client.query(copyFrom(`COPY bare_code (${columns}) FROM STDIN`)),
      ),
    ),
  );
  return milliseconds / 1000;
}

const rowsPerPiece = 5_000;
const bytesPerCode = 7;

function* rowsOfBytes({ id }: ShopContext): Generator<Buffer> {
  const now = new Date().toISOString();
  for (let from = 0; from < codes; from += rowsPerPiece) {
    const drawn = randomBytes(bytesPerCode * rowsPerPiece).toString("hex");
    let text = "";
    for (let row = 0; row < Math.min(rowsPerPiece, codes - from); row += 1) {
      const code = drawn.slice(row * 2 * bytesPerCode, (row + 1) * 2 * bytesPerCode);
      text += `${id}\t1\t${1_048_576 + from + row}\tavailable\tuploading\t${now}\t${code}\t${code}\n`;
    }
    yield Buffer.from(text);
  }
}
