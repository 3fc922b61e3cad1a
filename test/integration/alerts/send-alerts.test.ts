import { describe, expect, it } from "vitest";
import { raiseAlerts } from "../../../app/features/alerts/raise-alerts.server";
import { runJobs } from "../../setup/run-jobs";
import { insertShop } from "../../setup/test-services";
import { alertFixture } from "./alert-fixture";

const fixture = alertFixture();
const { addPool, setAvailable, look, raised } = fixture;

describe("sending alerts", () => {
  it("sends at most one mail per day in the store's time zone", async () => {
    const pool = await addPool({ available: 99 });
    await look();
    await setAvailable(pool, 500);
    await look();
    await setAvailable(pool, 40);
    expect(await look()).toEqual([]);
    // 23:30 UTC is 00:30 the next day in Berlin.
    fixture.services.setTime(new Date("2026-11-21T23:30:00Z"));
    expect(await look()).toEqual(["Welcome: 40 codes left"]);
    expect(await look()).toEqual([]);
  });

  it("skips inactive pools and clears their alerts", async () => {
    const pool = await addPool({ available: 5 });
    await look();
    await fixture.services.database.query("UPDATE pool SET active = false WHERE id = $1", [pool]);
    expect(await look()).toEqual([]);
    expect(await raised()).toEqual([]);
  });

  it("skips shops that uninstalled the app", async () => {
    await addPool({ available: 5 });
    await fixture.services.database.query("UPDATE shop SET uninstalled_at = now()");
    expect(await look()).toEqual([]);
  });

  it("sends nothing if the pool was restocked before the mail went out", async () => {
    const pool = await addPool({ available: 5 });
    await raiseAlerts(fixture.services);
    await setAvailable(pool, 500);
    await raiseAlerts(fixture.services);
    await runJobs(fixture.services, ["send-alert-mail"]);
    expect(fixture.services.mails).toEqual([]);
  });

  it("alerts each shop about its own pools, in its own time zone", async () => {
    const other = await insertShop(
      fixture.services,
      "other-store.myshopify.com",
      "Mars/Olympus_Mons",
    );
    await addPool({ available: 5 });
    await addPool({ available: 6, name: "Elsewhere", shopId: other.id });
    expect((await look()).sort()).toEqual(["Elsewhere: 6 codes left", "Welcome: 5 codes left"]);
  });

  it("sends one mail even if ten runs overlap", async () => {
    await addPool({ available: 5 });
    await Promise.all(Array.from({ length: 10 }, () => raiseAlerts(fixture.services)));
    await runJobs(fixture.services, ["send-alert-mail"]);
    expect(fixture.services.mails).toHaveLength(1);
  });

  it("sends exactly one mail if a run dies before it commits", async () => {
    await addPool({ available: 5 });
    const cutOff = {
      ...fixture.services,
      database: {
        ...fixture.services.database,
        transaction: () => Promise.reject(new Error("the process died")),
      },
    };
    await expect(raiseAlerts(cutOff)).rejects.toThrow("died");
    expect(await look()).toEqual(["Welcome: 5 codes left"]);
    expect(await look()).toEqual([]);
  });

  it("retries with the same message ID when the mail server is down", async () => {
    await addPool({ available: 5 });
    const send = fixture.services.mailer.send;
    const down = {
      ...fixture.services,
      mailer: { send: () => Promise.reject(new Error("no answer")) },
    };
    await raiseAlerts(fixture.services);
    await runJobs(down, ["send-alert-mail"]);
    const [job] = await fixture.services.database.query<{ attempts: number; last_error: string }>(
      "SELECT attempts, last_error FROM graphile_worker.jobs WHERE task_identifier = 'send-alert-mail'",
    );
    expect(job).toMatchObject({ attempts: 1 });
    await fixture.services.database.query(
      "UPDATE graphile_worker._private_jobs SET run_at = now() - interval '1 second'",
    );
    await runJobs({ ...fixture.services, mailer: { send } }, ["send-alert-mail"]);
    expect(fixture.services.mails).toHaveLength(1);
    expect(fixture.services.mails[0]?.id).toMatch(/^alert-\d+-\d+-low-2026-11-21$/);
  });

  it("mails the selected recipients, or the store's email if there are none, and says why", async () => {
    await addPool({ available: 5, name: "First" });
    await look();
    expect(fixture.services.mails.at(-1)).toMatchObject({ to: ["owner@demo-store.example"] });
    expect(fixture.services.mails.at(-1)?.text).toContain(
      "no alert recipients are selected and this is the store email of Demo Store",
    );
    await fixture.services.database.query(
      "INSERT INTO alert_recipient (shop_id, email) VALUES ($1, 'bob@x.example'), ($1, 'ada@x.example')",
      [fixture.shop.id],
    );
    const pool = await addPool({ available: 5, name: "Second" });
    await look();
    const mail = fixture.services.mails.at(-1);
    expect(mail).toMatchObject({ to: ["ada@x.example", "bob@x.example"] });
    expect(mail?.text).toContain("you’re an alert recipient of Demo Store");
    expect(mail?.text).toContain(
      `https://admin.example/demo-store.myshopify.com/app/pools/${pool}`,
    );
    expect(mail?.html).toContain(`<h1`);
  });

  it("covers more pools than fit in one batch", async () => {
    await fixture.services.database.query(
      `WITH made AS (
         INSERT INTO pool (shop_id, name, name_key, handle, type, active, created_at, updated_at)
         SELECT $1, 'P' || n, 'p' || n, 'p-' || n, 'static', true, now(), now()
           FROM generate_series(1, 4100) AS n RETURNING id)
       INSERT INTO pool_stock (shop_id, pool_id, available, assigned)
       SELECT $1, id, 500, 1 FROM made`,
      [fixture.shop.id],
    );
    const last = await addPool({ available: 0 });
    expect(await look()).toEqual(["Welcome: no codes left"]);
    expect(last).toBeGreaterThan(4100);
  });
});
