import type { ShopContext } from "../../app/core/ids";
import { assignCodes } from "../../app/features/assignments/assign-codes.server";
import type { Services } from "../../app/services.server";
import type { Bench, Figure } from "./bench";
import { compare, timed } from "./bench";
import {
  insertBenchPool,
  insertBenchShop,
  timeStatement,
  withBenchDatabase,
} from "./bench-database";

const rounds = 3;
const recipients = Number(process.env["BENCH_RECIPIENTS"] ?? 1_000_000);
const perCall = 10_000;

/**
 * Assigns codes to a million recipients, 10,000 per call. The baseline is one SQL statement that
 * writes the same rows (recipients, codes, assignments, totals) without normalizing addresses,
 * computing keys or checking anything.
 */
export const bench: Bench = {
  names: ["assign-batch"],
  run: () =>
    withBenchDatabase(async (services): Promise<Figure[]> => {
      const shop = await insertBenchShop(services);
      const compared = await compare(
        rounds,
        (round) => byFunction(services, shop, round),
        (round) => timeStatement(services, shop, sameWrites, { recipients, round }),
      );
      return [
        {
          name: "assign-batch",
          ...compared,
          unit: "s",
          aim: "≤ 2",
        },
      ];
    }),
};

async function byFunction(services: Services, shop: ShopContext, round: number): Promise<number> {
  const pool = await insertBenchPool(services, shop, recipients);
  const milliseconds = await timed(async () => {
    for (let first = 0; first < recipients; first += perCall) {
      const requests = Array.from({ length: Math.min(perCall, recipients - first) }, (_, n) => ({
        recipient: `ours-${round}-${first + n}@example.com`,
      }));
      const result = await assignCodes(services, shop, {
        pool,
        recipients: requests,
        source: "campaign:bench",
      });
      if (!result.ok || result.value.some((one) => !one.ok)) throw new Error("not assigned");
    }
  });
  return milliseconds / 1000;
}

const sameWrites = `
WITH ask AS MATERIALIZED (
  SELECT n AS slot, substring(sha256(($4 || n)::bytea) FOR 16) AS key,
         sha256(($4 || n)::bytea) || substring(sha256(($4 || -n)::bytea) FOR 20) AS address
    FROM generate_series(1, $3::bigint) AS n
), line AS MATERIALIZED (
  SELECT id, row_number() OVER (ORDER BY position) AS slot FROM code
   WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available' ORDER BY position LIMIT $3
), person AS (
  INSERT INTO recipient (shop_id, key, address, domain_key)
  SELECT $1::int, key, address, substring(sha256((slot % 50)::text::bytea) FOR 16) FROM ask
  ON CONFLICT (shop_id, key) DO UPDATE SET key = excluded.key RETURNING id, key
), taken AS (
  UPDATE code SET stored_state = 'assigned' FROM line WHERE code.shop_id = $1 AND code.id = line.id
), made AS (
  INSERT INTO assignment (shop_id, pool_id, code_id, recipient_id, assigned_at, source)
  SELECT $1, $2, line.id, person.id, now(), 'campaign:bench'
    FROM line JOIN ask ON ask.slot = line.slot JOIN person ON person.key = ask.key
), counted AS (
  UPDATE pool_stock SET available = available - $3, assigned = assigned + $3
   WHERE shop_id = $1 AND pool_id = $2
)
INSERT INTO pool_day (shop_id, pool_id, day, assigned) VALUES ($1, $2, current_date, $3)`;
