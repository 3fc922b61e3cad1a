import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { raiseAlerts } from "../../../app/alerts/raise-alerts.server";
import { readPoolAlerts } from "../../../app/alerts/read-pool-alerts.server";
import type { ShopContext } from "../../../app/core/ids";
import { sendAlertMailJob } from "../../../app/worker/send-alert-mail.server";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const longAgo = "2026-11-01T00:00:00Z";

describe("raising alerts", () => {
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

  interface Given {
    name?: string;
    active?: boolean;
    type?: "static" | "shared";
    threshold?: number | null;
    available?: number;
    assigned?: number;
    shopId?: number;
  }

  async function givenPool(given: Given = {}): Promise<number> {
    const { name = "Welcome", active = true, type = "static", threshold = 100 } = given;
    const { available = 1000, assigned = 10, shopId = shop.id } = given;
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

  /** A minute passes: the cron job runs, and so does what it put in the queue. */
  async function look(): Promise<string[]> {
    const before = services.mails.length;
    await raiseAlerts(services);
    await runJobs(services, [sendAlertMailJob]);
    return services.mails.slice(before).map(({ subject }) => subject);
  }

  const raised = async () =>
    (
      await services.database.query<{ kind: string }>(
        "SELECT kind FROM alert WHERE raised_at IS NOT NULL ORDER BY kind",
      )
    ).map(({ kind }) => kind);

  it("says nothing about a pool that is well stocked", async () => {
    await givenPool();
    expect(await look()).toEqual([]);
  });

  it("mails once when stock falls below the threshold, and is silent while nothing changes", async () => {
    const pool = await givenPool();
    await look();
    await setAvailable(pool, 99);
    expect(await look()).toEqual(["Welcome: 99 codes left"]);
    expect(await look()).toEqual([]);
    services.setTime(new Date("2026-11-24T12:00:00Z"));
    expect(await look()).toEqual([]);
    expect(await raised()).toEqual(["low"]);
  });

  it("is armed again after a refill", async () => {
    const pool = await givenPool({ available: 99 });
    await look();
    await setAvailable(pool, 500);
    expect(await look()).toEqual([]);
    expect(await raised()).toEqual([]);
    services.setTime(new Date("2026-11-22T12:00:00Z"));
    await setAvailable(pool, 50);
    expect(await look()).toEqual(["Welcome: 50 codes left"]);
  });

  it("keeps a second mail of one day for the next, by the shop's calendar", async () => {
    const pool = await givenPool({ available: 99 });
    await look();
    await setAvailable(pool, 500);
    await look();
    await setAvailable(pool, 40);
    expect(await look()).toEqual([]);
    // 23:30 UTC is 00:30 of the next day in Berlin.
    services.setTime(new Date("2026-11-21T23:30:00Z"));
    expect(await look()).toEqual(["Welcome: 40 codes left"]);
    expect(await look()).toEqual([]);
  });

  it("warns of a campaign under way that will use up the pool, and not of one that ended", async () => {
    const pool = await givenPool({ available: 500, threshold: null });
    const campaign = (state: string, people: number, done: number) =>
      services.database.query(
        `INSERT INTO campaign (shop_id, pool_id, name, source, state, file_name, byte_size, total, done,
                               assigned, reused, people, holding, created_by, created_at)
         VALUES ($1, $2, 'News', 'campaign:News', $3, '', 0, $4, $5, $5, 0, $4, 10, 'Ada', now())`,
        [shop.id, pool, state, people, done],
      );
    await campaign("done", 5_000, 5_000);
    await campaign("draft", 5_000, 0);
    // 600 people, 10 of whom have a code; 91 got theirs.
    await campaign("running", 600, 91);
    expect(await look()).toEqual([]);
    const alerts = async () => {
      const read = await readPoolAlerts(services, shop, pool);
      return read.ok ? read.value.projection : undefined;
    };
    expect(await alerts()).toEqual({ kind: "no-rate", inLists: 0, planned: 499 });
    await campaign("queued", 20, 0);
    expect(await alerts()).toEqual({ kind: "planned-out", available: 500, planned: 509 });
    expect(await look()).toEqual(["Welcome: running campaigns use up its codes"]);
    expect(services.mails.at(-1)?.text).toContain(
      "Running campaigns need 509 codes, and 500 codes are left.",
    );
    await services.database.query("UPDATE campaign SET state = 'cancelled' WHERE pool_id = $1", [
      pool,
    ]);
    await look();
    expect(await raised()).toEqual([]);
  });

  it("sends one mail about an empty pool, not three", async () => {
    const pool = await givenPool();
    await services.database.query(
      "INSERT INTO pool_day (shop_id, pool_id, day, assigned) VALUES ($1, $2, '2026-11-21', 1000)",
      [shop.id, pool],
    );
    await setAvailable(pool, 0);
    expect(await look()).toEqual(["Welcome: no codes left"]);
    expect(await raised()).toEqual(["empty"]);
  });

  it("projects from the last seven days of the shop's calendar", async () => {
    const pool = await givenPool({ available: 350, threshold: null });
    const give = (day: string, assigned: number) =>
      services.database.query(
        "INSERT INTO pool_day (shop_id, pool_id, day, assigned) VALUES ($1, $2, $3, $4)",
        [shop.id, pool, day, assigned],
      );
    await give("2026-11-14", 5000);
    await give("2026-11-15", 340);
    expect(await look()).toEqual([]);
    await give("2026-11-21", 10);
    expect(await look()).toEqual(["Welcome: runs out in 7 days"]);
  });

  it("takes the pace of usual days, campaigns and imports apart", async () => {
    const pool = await givenPool({ available: 300, threshold: null });
    const give = (day: number, assigned: number, source: string) =>
      services.database.query(
        "INSERT INTO pool_day (shop_id, pool_id, day, source, assigned) VALUES ($1, $2, $3, $4, $5)",
        [shop.id, pool, `2026-11-${day}`, source, assigned],
      );
    for (let day = 15; day <= 21; day += 1) await give(day, 30, "api");
    await give(20, 2000, "campaign:Spring");
    await give(20, 500, "import");
    await give(19, 400, "manual");
    expect(await look()).toEqual([]);
    await setAvailable(pool, 210);
    expect(await look()).toEqual(["Welcome: runs out in 7 days"]);
  });

  it("tells two facts about a pool in one mail", async () => {
    const pool = await givenPool({ available: 50 });
    await services.database.query(
      "INSERT INTO pool_day (shop_id, pool_id, day, assigned) VALUES ($1, $2, '2026-11-21', 60)",
      [shop.id, pool],
    );
    expect(await look()).toEqual(["Welcome: 50 codes left, runs out in 5 days"]);
    const text = services.mails.at(-1)?.text ?? "";
    expect(text).toContain("has 50 codes left");
    expect(text).toContain("runs out in 5 days");
    expect(await raised()).toEqual(["low", "runs-out"]);
    expect(await look()).toEqual([]);
  });

  it("tells of codes that were used by others, and of those that nobody was given", async () => {
    const pool = await givenPool();
    const use = (day: string, source: string, redeemed: number, leaked: number) =>
      services.database.query(
        `INSERT INTO order_day (shop_id, pool_id, day, source, currency, redeemed, leaked, orders,
                                discount, order_value)
         VALUES ($1, $2, $3, $4, 'EUR', $5, $6, $5, 0, 0)`,
        [shop.id, pool, day, source, redeemed, leaked],
      );
    await use("2026-11-18", "", 9, 9);
    await use("2026-11-21", "", 5, 0);
    expect(await look()).toEqual([]);
    await use("2026-11-20", "", 3, 1);
    await use("2026-11-20", "unassigned", 2, 0);
    expect(await look()).toEqual([
      "Welcome: 1 code used by someone else, 2 codes used without being assigned",
    ]);
    services.setTime(new Date("2026-11-23T12:00:00Z"));
    expect(await look()).toEqual([]);
    expect(await raised()).toEqual([]);
  });

  it("warns of codes that soon cannot be given out any more", async () => {
    const pool = await givenPool();
    const insert = (id: number, state: string, assignBy: string) =>
      services.database.query(
        `INSERT INTO code (shop_id, pool_id, position, stored_state, assign_by, expires_at, created_at, code, code_key)
         VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $7)`,
        [shop.id, pool, id, state, assignBy, longAgo, `code-${id}`],
      );
    await insert(1, "available", "2026-12-24T22:59:59Z");
    await insert(2, "assigned", "2026-11-24T22:59:59Z");
    expect(await look()).toEqual([]);
    await insert(3, "available", "2026-11-24T22:59:59Z");
    await insert(4, "available", "2026-11-25T22:59:59Z");
    expect(await look()).toEqual(["Welcome: codes expire unused from 24 November 2026"]);
    expect(services.mails.at(-1)?.text).toContain("2 of the available codes");
    services.setTime(new Date("2026-11-26T12:00:00Z"));
    expect(await look()).toEqual([]);
    expect(await raised()).toEqual([]);
  });

  it("tells why codes are not made or uploaded, once it has lasted for ten minutes", async () => {
    const poolId = await givenPool();
    const failure = "Shopify does not answer. The app keeps trying to upload the codes.";
    await services.database.query(
      `INSERT INTO pool_supply (shop_id, pool_id, failure, failing, failed_at)
       VALUES ($1, $2, $3, 'uploading', $4)`,
      [shop.id, poolId, failure, services.clock.now()],
    );
    services.setTime(new Date("2026-11-21T12:09:00Z"));
    expect(await look()).toEqual([]);
    services.setTime(new Date("2026-11-21T12:10:00Z"));
    expect(await look()).toEqual(["Welcome: codes are not made or uploaded"]);
    expect(services.mails[0]?.text).toContain(failure);
    await services.database.query("UPDATE pool_supply SET failure = NULL, failing = NULL");
    expect(await look()).toEqual([]);
    expect(await raised()).toEqual([]);
  });

  it("leaves pools alone that are inactive, and clears what they had raised", async () => {
    const pool = await givenPool({ available: 5 });
    await look();
    await services.database.query("UPDATE pool SET active = false WHERE id = $1", [pool]);
    expect(await look()).toEqual([]);
    expect(await raised()).toEqual([]);
  });

  it("leaves shops alone that uninstalled", async () => {
    await givenPool({ available: 5 });
    await services.database.query("UPDATE shop SET uninstalled_at = now()");
    expect(await look()).toEqual([]);
  });

  it("sends nothing when the shop refilled before the mail could go out", async () => {
    const pool = await givenPool({ available: 5 });
    await raiseAlerts(services);
    await setAvailable(pool, 500);
    await raiseAlerts(services);
    await runJobs(services, [sendAlertMailJob]);
    expect(services.mails).toEqual([]);
  });

  it("tells each shop of its own pools, each at its own day", async () => {
    const other = await insertShop(services, "other-store.myshopify.com", "Mars/Olympus_Mons");
    await givenPool({ available: 5 });
    await givenPool({ available: 6, name: "Elsewhere", shopId: other.id });
    expect((await look()).sort()).toEqual(["Elsewhere: 6 codes left", "Welcome: 5 codes left"]);
  });

  it("mails once although ten runs look at once", async () => {
    await givenPool({ available: 5 });
    await Promise.all(Array.from({ length: 10 }, () => raiseAlerts(services)));
    await runJobs(services, [sendAlertMailJob]);
    expect(services.mails).toHaveLength(1);
  });

  it("neither loses nor doubles a mail when the run is cut off before it commits", async () => {
    await givenPool({ available: 5 });
    const cutOff = {
      ...services,
      database: {
        ...services.database,
        transaction: () => Promise.reject(new Error("the process died")),
      },
    };
    await expect(raiseAlerts(cutOff)).rejects.toThrow("died");
    expect(await look()).toEqual(["Welcome: 5 codes left"]);
    expect(await look()).toEqual([]);
  });

  it("tries again when the mail server does not answer, under the same name", async () => {
    await givenPool({ available: 5 });
    const send = services.mailer.send;
    const down = { ...services, mailer: { send: () => Promise.reject(new Error("no answer")) } };
    await raiseAlerts(services);
    await runJobs(down, [sendAlertMailJob]);
    const [job] = await services.database.query<{ attempts: number; last_error: string }>(
      "SELECT attempts, last_error FROM graphile_worker.jobs WHERE task_identifier = 'send-alert-mail'",
    );
    expect(job).toMatchObject({ attempts: 1 });
    await services.database.query(
      "UPDATE graphile_worker._private_jobs SET run_at = now() - interval '1 second'",
    );
    await runJobs({ ...services, mailer: { send } }, [sendAlertMailJob]);
    expect(services.mails).toHaveLength(1);
    expect(services.mails[0]?.id).toMatch(/^alert-\d+-\d+-low-2026-11-21$/);
  });

  it("writes to the chosen recipients, or to the shop's own address, and says which", async () => {
    await givenPool({ available: 5, name: "First" });
    await look();
    expect(services.mails.at(-1)).toMatchObject({ to: ["owner@demo-store.example"] });
    expect(services.mails.at(-1)?.text).toContain("nobody is chosen for the alerts of Demo Store");
    await services.database.query(
      "INSERT INTO alert_recipient (shop_id, email) VALUES ($1, 'bob@x.example'), ($1, 'ada@x.example')",
      [shop.id],
    );
    const pool = await givenPool({ available: 5, name: "Second" });
    await look();
    const mail = services.mails.at(-1);
    expect(mail).toMatchObject({ to: ["ada@x.example", "bob@x.example"] });
    expect(mail?.text).toContain("your address is in the list of alert recipients");
    expect(mail?.text).toContain(
      `https://admin.example/demo-store.myshopify.com/app/pools/${pool}`,
    );
    expect(mail?.html).toContain(`<h1`);
  });

  it("looks at more pools than fit into one page", async () => {
    await services.database.query(
      `WITH made AS (
         INSERT INTO pool (shop_id, name, name_key, handle, type, active, created_at, updated_at)
         SELECT $1, 'P' || n, 'p' || n, 'p-' || n, 'static', true, now(), now()
           FROM generate_series(1, 4100) AS n RETURNING id)
       INSERT INTO pool_stock (shop_id, pool_id, available, assigned)
       SELECT $1, id, 500, 1 FROM made`,
      [shop.id],
    );
    const last = await givenPool({ available: 0 });
    expect(await look()).toEqual(["Welcome: no codes left"]);
    expect(last).toBeGreaterThan(4100);
  });
});
