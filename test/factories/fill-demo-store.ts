import { dayOf } from "../../app/core/dates";
import type { ShopContext } from "../../app/core/ids";
import { readEnv } from "../../app/env.server";
import { assignCodes } from "../../app/features/assignments/assign-codes.server";
import { addCodes } from "../../app/features/codes/add-codes.server";
import { createDiscount } from "../../app/features/discounts/creation/create-discount.server";
import { emptyDraft } from "../../app/features/discounts/creation/discount-draft";
import { createPool } from "../../app/features/pools/changing/create-pool.server";
import { setLowStockThreshold } from "../../app/features/pools/changing/set-low-stock-threshold.server";
import { setPoolActive } from "../../app/features/pools/changing/set-pool-active.server";
import { linkPool } from "../../app/features/publishing/link-pool.server";
import { createDynamicPool } from "../../app/features/publishing/replenishment/create-dynamic-pool.server";
import type { Services } from "../../app/services.server";
import { createServices } from "../../app/services.server";
import {
  type DemoDiscount,
  type DemoPool,
  demoDynamicPool,
  demoFoundPool,
  demoPools,
} from "./demo-pools";

const actor = { name: "Hanna Brandt" };
const noDates = { assignBy: null, useBy: null, useWithinDays: null };

/** Creates the demo store's pools, codes and assignments through the app's features, unless it has any. */
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
  await importFoundCodes(services, shop);
}

/** Imports codes that are already in the store under the merchant's own discount. */
async function importFoundCodes(services: Services, shop: ShopContext): Promise<void> {
  const { name, discount, assigned } = demoFoundPool;
  const platform = services.platform(shop.domain);
  const listed = await platform.listDiscounts({ search: discount, cursor: null, limit: 1 });
  const [found] = listed.ok ? listed.value.discounts : [];
  if (!found) throw new Error(`The store has no discount ${discount}.`);
  const codes: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof platform.listCodes>> = await platform.listCodes(
      found.id,
      cursor,
      250,
    );
    if (!page.ok) throw new Error(page.failure.kind);
    codes.push(...page.value.codes.map(({ code }) => code));
    cursor = page.value.nextCursor;
    if (cursor === null) break;
  }
  const rest = {
    discount: null,
    active: true,
    message: null,
    useWithinDays: null,
    threshold: null,
  };
  const source = "campaign:autumn mailing";
  await fillPool(services, shop, { ...rest, name, type: "static", codes, assigned, source });
}

async function makeDiscount(
  services: Services,
  shop: ShopContext,
  discount: DemoDiscount,
): Promise<number> {
  const today = dayOf(services.clock.now(), shop.timeZone);
  const draft = { ...emptyDraft(today), ...discount };
  const made = await createDiscount(services, shop, { draft, creationKey: discount.title, actor });
  if (!made.ok) throw new Error(`${discount.title}: ${JSON.stringify(made.failure)}`);
  return made.value.id;
}

/** The worker generates and uploads its codes, which new developers can watch. */
async function makeDynamicPool(services: Services, shop: ShopContext): Promise<void> {
  const { name, discount, pattern, buffer, assigned, source } = demoDynamicPool;
  const discountId = await makeDiscount(services, shop, discount);
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
  if (demo.discount) {
    const discountId = await makeDiscount(services, shop, demo.discount);
    const linked = await linkPool(services, shop, { poolId, version: 1, discountId, actor });
    if (!linked.ok) throw new Error(`${demo.name}: ${linked.failure.kind}`);
  }
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

const services = await createServices(readEnv());
await fillDemoStore(services).finally(() => services.close());
process.stdout.write("demo store ready\n");
