import { afterAll, beforeAll, beforeEach } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { raiseAlerts } from "../../../app/features/alerts/raise-alerts.server";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const longAgo = "2026-11-01T00:00:00Z";

export interface PoolOptions {
  name?: string;
  active?: boolean;
  type?: "static" | "shared";
  threshold?: number | null;
  available?: number;
  assigned?: number;
  shopId?: number;
}

/** A shop at noon UTC on November 21, 2026, whose pools raise alerts. Each test starts without pools. */
export function alertFixture() {
  let services: TestServices;
  let shop: ShopContext;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    services.setTime(new Date("2026-11-21T12:00:00Z"));
    services.mails.length = 0;
    await services.database.query("DELETE FROM alert");
    await services.database.query("DELETE FROM pool");
    await services.database.query("UPDATE shop SET uninstalled_at = NULL");
    await services.database.query("DELETE FROM alert_recipient");
  });

  async function addPool(options: PoolOptions = {}): Promise<number> {
    const { name = "Welcome", active = true, type = "static", threshold = 100 } = options;
    const { available = 1000, assigned = 10, shopId = shop.id } = options;
    const [pool] = await services.database.query<{ id: number }>(
      `INSERT INTO pool (shop_id, name, name_key, handle, type, active, low_stock_threshold, created_at, updated_at)
       VALUES ($1, $2, lower($2), lower($2), $3, $4, $5, $6, $6) RETURNING id`,
      [shopId, name, type, active, threshold, longAgo],
    );
    if (!pool) throw new Error("no pool");
    await services.database.query(
      "INSERT INTO pool_stock (shop_id, pool_id, available, assigned) VALUES ($1, $2, $3, $4)",
      [shopId, pool.id, available, assigned],
    );
    return pool.id;
  }

  const setAvailable = (poolId: number, available: number) =>
    services.database.query("UPDATE pool_stock SET available = $2 WHERE pool_id = $1", [
      poolId,
      available,
    ]);

  /** Runs the alert cron job and the mail jobs it enqueued. Returns the subjects of the mails sent. */
  async function look(): Promise<string[]> {
    const before = services.mails.length;
    await raiseAlerts(services);
    await runJobs(services, ["send-alert-mail"]);
    return services.mails.slice(before).map(({ subject }) => subject);
  }

  const raised = async () =>
    (
      await services.database.query<{ kind: string }>(
        "SELECT kind FROM alert WHERE raised_at IS NOT NULL ORDER BY kind",
      )
    ).map(({ kind }) => kind);

  return {
    get services() {
      return services;
    },
    get shop() {
      return shop;
    },
    addPool,
    setAvailable,
    look,
    raised,
  };
}
