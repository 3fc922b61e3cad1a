import type { ShopContext } from "../../core/ids";
import { enqueue } from "../../database/enqueue.server";
import type { Services } from "../../services.server";
import { recordAudit } from "../audit/record-audit.server";
import { shopColumns } from "./find-shop.server";

interface ShopRow extends ShopContext {
  uninstalledAt: Date | null;
}

/**
 * The shop of an authenticated request. Installs it the first time and after an uninstall: reads
 * its name, email, time zone and currency from the platform. Throws when the platform can't be
 * read.
 */
export async function openShop(services: Services, domain: string): Promise<ShopContext> {
  const [known] = await services.database.query<ShopRow>(
    `SELECT ${shopColumns}, uninstalled_at AS "uninstalledAt"
       FROM shop WHERE domain = $1`,
    [domain],
  );
  if (known && !known.uninstalledAt) return known;
  return installShop(services, domain);
}

async function installShop(services: Services, domain: string): Promise<ShopContext> {
  const read = await services.platform(domain).readShop();
  if (!read.ok) throw new Error(`${read.failure.kind}: ${read.failure.detail}`);
  const facts = read.value;
  const now = services.clock.now();
  return services.database.transaction(async (tx) => {
    // The first page sends several requests: one of them installs, the others wait and find it
    // done.
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('install:' || $1, 0))", [domain]);
    const [known] = await tx.query<ShopContext>(
      `SELECT ${shopColumns} FROM shop
        WHERE domain = $1 AND uninstalled_at IS NULL`,
      [domain],
    );
    if (known) return known;
    const [shop] = await tx.query<ShopContext>(
      `INSERT INTO shop (domain, name, email, time_zone, currency, installed_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (domain) DO UPDATE SET
         name = excluded.name, email = excluded.email, time_zone = excluded.time_zone,
         currency = excluded.currency, installed_at = excluded.installed_at, uninstalled_at = NULL,
         facts_read_at = NULL, access_lost_at = NULL, access_lost_reason = NULL
       RETURNING ${shopColumns}`,
      [domain, facts.name, facts.email, facts.timeZone, facts.currency, now],
    );
    if (!shop) throw new Error(`The shop ${domain} was not stored.`);
    await recordAudit(tx, shop, { name: "app" }, now, { action: "shop.installed" });
    // Catch up on orders that changed while the app was uninstalled.
    const key = `reconcile-orders:${shop.id}`;
    await enqueue(tx, "reconcile-orders", { shopId: shop.id }, { key });
    return shop;
  });
}
