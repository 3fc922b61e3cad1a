import { setLowStockThreshold } from "../../app/alerts/set-low-stock-threshold.server";
import { assignCodes } from "../../app/assignments/assign-codes.server";
import { addCodes } from "../../app/codes/add-codes.server";
import { dayOf } from "../../app/core/dates";
import type { ShopContext } from "../../app/core/ids";
import { createDiscount } from "../../app/discounts/creation/create-discount.server";
import { emptyDraft } from "../../app/discounts/creation/discount-draft";
import { readEnv } from "../../app/env.server";
import { createPool } from "../../app/pools/create-pool.server";
import { setPoolActive } from "../../app/pools/set-pool-active.server";
import type { Services } from "../../app/services.server";
import { createServices } from "../../app/services.server";
import { createDynamicPool } from "../../app/supply/buffer/create-dynamic-pool.server";
import { type DemoPool, demoDynamicPool, demoPools } from "./demo-pools";

const actor = { name: "Hanna Brandt" };
const noDates = { assignBy: null, useBy: null, useWithinDays: null };

/** Gives the demo store pools, codes and assignments through the app's own features, once. */
async function fillDemoStore(services: Services): Promise<void> {
  const [shop] = await services.database.query<ShopContext>(
    `SELECT id, domain, name, time_zone AS "timeZone", currency FROM shop WHERE domain = $1`,
    ["demo-store.myshopify.com"],
  );
  if (!shop) throw new Error("The app is not installed in the demo store.");
  const [pool] = await services.database.query("SELECT 1 FROM pool WHERE shop_id = $1 LIMIT 1", [
    shop.id,
  ]);
  if (pool) return;
  for (const demo of demoPools) await fillPool(services, shop, demo);
  await makeDynamicPool(services, shop);
}

/** Its codes are made and put into the shop by the worker, as a newcomer may watch. */
async function makeDynamicPool(services: Services, shop: ShopContext): Promise<void> {
  const { name, discount, pattern, buffer, assigned, source } = demoDynamicPool;
  const today = dayOf(services.clock.now(), shop.timeZone);
  const draft = { ...emptyDraft(today), ...discount };
  const made = await createDiscount(services, shop, { draft, creationKey: name, actor });
  if (!made.ok) throw new Error(`${discount.title}: ${JSON.stringify(made.failure)}`);
  const discountId = made.value.id;
  const pool = { name, discountId, pattern, buffer, actor };
  const created = await createDynamicPool(services, shop, pool);
  if (!created.ok) throw new Error(created.failure.message);
  await setPoolActive(services, shop, { poolId: created.value.id, active: true, actor });
  const recipients = readers(assigned);
  await assignCodes(services, shop, { pool: created.value.id, recipients, source, actor });
}

function readers(count: number): { recipient: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    recipient: `customer${index + 1}@example.com`,
  }));
}

async function fillPool(services: Services, shop: ShopContext, demo: DemoPool): Promise<void> {
  const made = await createPool(services, shop, { name: demo.name, type: demo.type, actor });
  if (!made.ok) throw new Error(made.failure.message);
  const poolId = made.value.id;
  for (let from = 0; from < demo.codes.length; from += 10_000) {
    const codes = demo.codes.slice(from, from + 10_000).map((code) => ({
      code,
      message: demo.message,
      ...noDates,
      useWithinDays: demo.useWithinDays,
    }));
    const added = await addCodes(services, shop, { poolId, codes, actor });
    if (!added.ok) throw new Error(`${demo.name}: ${added.failure.kind}`);
  }
  if (demo.threshold !== null) {
    await setLowStockThreshold(services, shop, { poolId, threshold: demo.threshold, actor });
  }
  await setPoolActive(services, shop, { poolId, active: true, actor });
  const recipients = readers(demo.assigned);
  if (recipients.length > 0) {
    await assignCodes(services, shop, { pool: poolId, recipients, source: demo.source, actor });
  }
  if (!demo.active) await setPoolActive(services, shop, { poolId, active: false, actor });
}

const services = createServices(readEnv());
await fillDemoStore(services).finally(() => services.close());
process.stdout.write("demo store ready\n");
