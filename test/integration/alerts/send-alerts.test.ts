import { describe, expect, it } from "vitest";
import { raiseAlerts } from "../../../app/features/alerts/raise-alerts.server";
import { runJobs } from "../../setup/run-jobs";
import { insertShop } from "../../setup/test-services";
import { alertFixture } from "./alert-fixture";

const world = alertFixture();
const { givenPool, setAvailable, look, raised } = world;

describe("sending alerts", () => {
  it("keeps a second mail of one day for the next, by the shop's calendar", async () => {
    const pool = await givenPool({ available: 99 });
    await look();
    await setAvailable(pool, 500);
    await look();
    await setAvailable(pool, 40);
    expect(await look()).toEqual([]);
    // 23:30 UTC is 00:30 of the next day in Berlin.
    world.services.setTime(new Date("2026-11-21T23:30:00Z"));
    expect(await look()).toEqual(["Welcome: 40 codes left"]);
    expect(await look()).toEqual([]);
  });

  it("leaves pools alone that are inactive, and clears what they had raised", async () => {
    const pool = await givenPool({ available: 5 });
    await look();
    await world.services.database.query("UPDATE pool SET active = false WHERE id = $1", [pool]);
    expect(await look()).toEqual([]);
    expect(await raised()).toEqual([]);
  });

  it("leaves shops alone that uninstalled", async () => {
    await givenPool({ available: 5 });
    await world.services.database.query("UPDATE shop SET uninstalled_at = now()");
    expect(await look()).toEqual([]);
  });

  it("sends nothing when the shop refilled before the mail could go out", async () => {
    const pool = await givenPool({ available: 5 });
    await raiseAlerts(world.services);
    await setAvailable(pool, 500);
    await raiseAlerts(world.services);
    await runJobs(world.services, ["send-alert-mail"]);
    expect(world.services.mails).toEqual([]);
  });

  it("tells each shop of its own pools, each at its own day", async () => {
    const other = await insertShop(
      world.services,
      "other-store.myshopify.com",
      "Mars/Olympus_Mons",
    );
    await givenPool({ available: 5 });
    await givenPool({ available: 6, name: "Elsewhere", shopId: other.id });
    expect((await look()).sort()).toEqual(["Elsewhere: 6 codes left", "Welcome: 5 codes left"]);
  });

  it("mails once although ten runs look at once", async () => {
    await givenPool({ available: 5 });
    await Promise.all(Array.from({ length: 10 }, () => raiseAlerts(world.services)));
    await runJobs(world.services, ["send-alert-mail"]);
    expect(world.services.mails).toHaveLength(1);
  });

  it("neither loses nor doubles a mail when the run is cut off before it commits", async () => {
    await givenPool({ available: 5 });
    const cutOff = {
      ...world.services,
      database: {
        ...world.services.database,
        transaction: () => Promise.reject(new Error("the process died")),
      },
    };
    await expect(raiseAlerts(cutOff)).rejects.toThrow("died");
    expect(await look()).toEqual(["Welcome: 5 codes left"]);
    expect(await look()).toEqual([]);
  });

  it("tries again when the mail server does not answer, under the same name", async () => {
    await givenPool({ available: 5 });
    const send = world.services.mailer.send;
    const down = {
      ...world.services,
      mailer: { send: () => Promise.reject(new Error("no answer")) },
    };
    await raiseAlerts(world.services);
    await runJobs(down, ["send-alert-mail"]);
    const [job] = await world.services.database.query<{ attempts: number; last_error: string }>(
      "SELECT attempts, last_error FROM graphile_worker.jobs WHERE task_identifier = 'send-alert-mail'",
    );
    expect(job).toMatchObject({ attempts: 1 });
    await world.services.database.query(
      "UPDATE graphile_worker._private_jobs SET run_at = now() - interval '1 second'",
    );
    await runJobs({ ...world.services, mailer: { send } }, ["send-alert-mail"]);
    expect(world.services.mails).toHaveLength(1);
    expect(world.services.mails[0]?.id).toMatch(/^alert-\d+-\d+-low-2026-11-21$/);
  });

  it("writes to the chosen recipients, or to the shop's own address, and says which", async () => {
    await givenPool({ available: 5, name: "First" });
    await look();
    expect(world.services.mails.at(-1)).toMatchObject({ to: ["owner@demo-store.example"] });
    expect(world.services.mails.at(-1)?.text).toContain(
      "nobody is chosen for the alerts of Demo Store",
    );
    await world.services.database.query(
      "INSERT INTO alert_recipient (shop_id, email) VALUES ($1, 'bob@x.example'), ($1, 'ada@x.example')",
      [world.shop.id],
    );
    const pool = await givenPool({ available: 5, name: "Second" });
    await look();
    const mail = world.services.mails.at(-1);
    expect(mail).toMatchObject({ to: ["ada@x.example", "bob@x.example"] });
    expect(mail?.text).toContain("your address is in the list of alert recipients");
    expect(mail?.text).toContain(
      `https://admin.example/demo-store.myshopify.com/app/pools/${pool}`,
    );
    expect(mail?.html).toContain(`<h1`);
  });

  it("looks at more pools than fit into one page", async () => {
    await world.services.database.query(
      `WITH made AS (
         INSERT INTO pool (shop_id, name, name_key, handle, type, active, created_at, updated_at)
         SELECT $1, 'P' || n, 'p' || n, 'p-' || n, 'static', true, now(), now()
           FROM generate_series(1, 4100) AS n RETURNING id)
       INSERT INTO pool_stock (shop_id, pool_id, available, assigned)
       SELECT $1, id, 500, 1 FROM made`,
      [world.shop.id],
    );
    const last = await givenPool({ available: 0 });
    expect(await look()).toEqual(["Welcome: no codes left"]);
    expect(last).toBeGreaterThan(4100);
  });
});
