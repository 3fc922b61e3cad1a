import type { ShopContext } from "../../app/core/ids";
import { assignCodes } from "../../app/features/assignments/assign-codes.server";
import type { Services } from "../../app/services.server";
import { insertPool } from "../factories/stocked-pool";
import type { Bench, Figure } from "./bench";
import { median, timed } from "./bench";
import { insertBenchShop, withBenchDatabase } from "./bench-database";

const codes = Number(process.env["BENCH_CODES"] ?? 10_000_000);
const assigned = codes * 0.9;
const smallPool = 10_000;
/** Rows per statement when filling the large pool. */
const step = 500_000;
const assignments = 2_000;

interface Place {
  services: Services;
  shop: ShopContext;
  pool: number;
}

/**
 * One assignment from a pool of ten million codes, nine million of them assigned. The baseline is an
 * assignment from a pool of 10,000 codes in an otherwise empty database, so the ratio includes the
 * growth of all tables and indexes. Both alternate. The large pool has not been vacuumed.
 */
export const bench: Bench = {
  names: ["growth"],
  run: () =>
    withBenchDatabase((largeServices) =>
      withBenchDatabase(async (smallServices): Promise<Figure[]> => {
        const large = await openPlace(largeServices, 0);
        await fill(large);
        const small = await openPlace(smallServices, smallPool);
        const ours: number[] = [];
        const baseline: number[] = [];
        for (let n = 0; n < assignments; n += 1) {
          ours.push(await timed(() => assignOne(large, n)));
          baseline.push(await timed(() => assignOne(small, n)));
        }
        return [
          {
            name: "growth",
            ours: median(ours),
            baseline: median(baseline),
            ratio: median(ours) / median(baseline),
            unit: "ms",
            aim: "≤ 1.2",
          },
        ];
      }),
    ),
};

async function openPlace(services: Services, stock: number): Promise<Place> {
  const shop = await insertBenchShop(services);
  const pool = await insertPool(services, shop, { codes: stock });
  await services.database.query("ANALYZE");
  return { services, shop, pool };
}

async function assignOne({ services, shop, pool }: Place, n: number): Promise<void> {
  const recipients = [{ recipient: `new-${n}@example.com`, idempotencyKey: `key-${n}` }];
  const result = await assignCodes(services, shop, { pool, recipients, source: "api" });
  if (!result.ok || !result.value[0]?.ok) throw new Error("not assigned");
}

/** Adds codes like an import and assigns them like claims, in large batches. */
async function fill({ services: { database }, shop, pool }: Place): Promise<void> {
  await database.query("ALTER TABLE code SET (autovacuum_enabled = false)");
  for (let first = 1; first <= codes; first += step) {
    await database.query(
      `INSERT INTO code (shop_id, pool_id, position, stored_state, created_at, code, code_key)
       SELECT $1, $2, n, 'available', now(), 'SUMMER-' || name, 'summer-' || name
         FROM (SELECT n, lpad(n::text, 9, '0') AS name
                 FROM generate_series($3::bigint, $4::bigint) AS n) AS made`,
      [shop.id, pool, first, Math.min(first + step - 1, codes)],
    );
  }
  await database.query("ANALYZE code");
  for (let first = 1; first <= assigned; first += step) {
    await database.query(
      `WITH handed AS (
         UPDATE code SET stored_state = 'assigned'
          WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available'
            AND position BETWEEN $3 AND $4 RETURNING id
       ), person AS (
         INSERT INTO recipient (shop_id, id, key, address, domain_key)
         SELECT $1, id, substring(sha256(id::text::bytea) FOR 16), sha256(id::text::bytea), ''
           FROM handed
       )
       INSERT INTO assignment (shop_id, pool_id, code_id, recipient_id, assigned_at, source)
       SELECT $1, $2, id, id, now(), 'api' FROM handed`,
      [shop.id, pool, first, Math.min(first + step - 1, assigned)],
    );
  }
  await database.query("SELECT setval('recipient_id_seq', $1)", [codes]);
  await database.query("SELECT setval('code_position_seq', $1)", [codes]);
  await database.query(
    `UPDATE pool_stock SET available = $3::bigint - $4::bigint, assigned = $4, claim_cursor = $4
      WHERE shop_id = $1 AND pool_id = $2`,
    [shop.id, pool, codes, assigned],
  );
  await database.query("ANALYZE");
  await database.query("CHECKPOINT");
}
