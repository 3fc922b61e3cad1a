import type { ShopContext } from "../../app/core/ids";
import { listPools } from "../../app/features/pools/list-pools.server";
import { summarizePools } from "../../app/features/pools/summarize-pools.server";
import { readPeriod } from "../../app/features/statistics/period";
import { readStatistics } from "../../app/features/statistics/read-statistics.server";
import type { Services } from "../../app/services.server";
import type { Bench, Figure } from "./bench";
import { quantile, timed } from "./bench";
import { insertBenchShop, withBenchDatabase } from "./bench-database";

const pools = 10_000;
const rounds = 200;
const limitMilliseconds = 100;

/** p95 of the queries of the home page, for a shop with 10,000 pools. */
export const bench: Bench = {
  names: ["home"],
  run: () =>
    withBenchDatabase(async (services): Promise<Figure[]> => {
      const shop = await insertBenchShop(services);
      await fill(services, shop);
      const searches = ["", "", "sale", "9999", "no such pool"];
      const ours: number[] = [];
      const period = readPeriod({ days: "90" }, services.clock.now(), shop.timeZone);
      for (let round = 0; round < rounds; round += 1) {
        const search = searches[round % searches.length] ?? "";
        const after = `summer sale ${String((round * 37) % pools).padStart(5, "0")}`;
        const query = { view: "all" as const, search, after, limit: 50 };
        ours.push(
          await timed(() =>
            Promise.all([
              listPools(services, shop, query),
              summarizePools(services, shop),
              readStatistics(services, shop, { poolId: null, period }),
            ]),
          ),
        );
      }
      const p95 = quantile(ours, 0.95);
      return [
        {
          name: "home",
          ours: p95,
          baseline: limitMilliseconds,
          ratio: p95 / limitMilliseconds,
          unit: "ms (p95)",
          aim: "≤ 1, that is 100 ms",
        },
      ];
    }),
};

async function fill({ database }: Services, shop: ShopContext): Promise<void> {
  await database.query(
    `INSERT INTO pool (shop_id, name, name_key, handle, type, active, created_at, updated_at)
     SELECT $1, 'Summer Sale ' || n, 'summer sale ' || n, 'summer-sale-' || n, 'static', true, now(), now()
       FROM (SELECT lpad(n::text, 5, '0') AS n FROM generate_series(0, $2::int - 1) AS n) numbers`,
    [shop.id, pools],
  );
  await database.query(
    `INSERT INTO pool_stock (shop_id, pool_id, available, assigned)
     SELECT shop_id, id, 1000 + id, id FROM pool WHERE shop_id = $1`,
    [shop.id],
  );
  // Assignments on every day, from six sources.
  await database.query(
    `INSERT INTO daily_total (shop_id, day, source, slot, assigned)
     SELECT $1, current_date - day, 'campaign:' || source, slot, 1000
       FROM generate_series(0, 99) AS day, generate_series(1, 6) AS source,
            generate_series(0, 63) AS slot`,
    [shop.id],
  );
  await database.query(
    `INSERT INTO order_day (shop_id, pool_id, day, source, currency, redeemed, leaked, orders,
                            discount, order_value)
     SELECT $1, pool, current_date - day, CASE source WHEN 0 THEN '' ELSE 'campaign:' || source END,
            'EUR', 10, 1, 10, 50, 500
       FROM generate_series(0, 99) AS pool, generate_series(0, 99) AS day,
            generate_series(0, 6) AS source`,
    [shop.id],
  );
  await database.query("ANALYZE");
}
