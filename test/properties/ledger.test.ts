import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignCodes } from "../../app/features/assignments/assign-codes.server";
import type { ReceivedRequest } from "../doubles/shopify/testing";
import { expectConsistentLedger } from "../factories/consistent-ledger";
import { expectConsistentStock } from "../factories/consistent-stock";
import { orderFixture } from "../factories/order-fixture";
import { insertPool } from "../factories/stocked-pool";
import { type Fate, type OrderHistory, type OrderStep, orderHistory } from "./order-history";

/** For a long search: `PROPERTY_RUNS=5000 npx vitest run test/properties/ledger.test.ts`. */
const histories = Number(process.env["PROPERTY_RUNS"] ?? 500);
/** Histories of a run, each with a pool of its own. Their orders share the store, its people and jobs. */
const historiesPerRun = 5;
const numRuns = Math.ceil(histories / historiesPerRun);
const people = ["ada", "bob", "cleo", "dan"].map((name) => `${name}@example.com`);

const severalHistories = fc.array(orderHistory, {
  minLength: historiesPerRun,
  maxLength: historiesPerRun,
});

type PlacedOrder = Awaited<ReturnType<ReturnType<typeof orderFixture>["orders"]["place"]>>;

describe("however order webhooks are lost, repeated or reordered", () => {
  const fixture = orderFixture();

  it(
    "the ledger ends up equal to the shop's orders",
    async () => {
      await fc.assert(
        fc.asyncProperty(severalHistories, async (run) => {
          fixture.sandbox.app.received.length = 0;
          await fixture.wait(10);
          const played = [];
          for (const history of run) {
            const pool = await openPool(history);
            played.push({ history, pool, ...(await runSteps(history.steps, pool.codes)) });
          }
          await deliverAll(fixture.sandbox.app.received, run);
          await fixture.wait(10);
          await fixture.reconcile();
          await fixture.work();
          await expectNoJobs();
          for (const { history, pool, orders, onceRefunded } of played) {
            await expectShopTruth(history, pool, orders, onceRefunded);
          }
          await expectConsistentStock(fixture.services, fixture.shop);
          await expectConsistentLedger(fixture.services, fixture.shop);
          await deleteEverything();
        }),
        { numRuns, endOnFailure: true },
      );
    },
    120_000 + histories * 2_000,
  );

  /** Four codes in the shop, three of them assigned to Ada, Bob and Cleo, and four more as replacements. */
  async function openPool({ policy, usableAgain }: OrderHistory) {
    const { services, shop } = fixture;
    const poolId = await insertPool(services, shop, { codes: 8, resendPolicy: "always_new" });
    await fixture.publish(poolId);
    const terms = { usageLimit: usableAgain ? null : 1, oncePerCustomer: false };
    await services.database.query(
      `WITH offer AS (
         INSERT INTO discount (shop_id, platform_id, title, status, terms, read_at)
         VALUES ($1, 'property-' || $2::int, 'Offer', 'active', $4::jsonb, $5) RETURNING id)
       UPDATE pool SET cancel_policy = $3::cancel_policy, discount_id = (SELECT id FROM offer)
        WHERE shop_id = $1 AND id = $2`,
      [shop.id, poolId, policy, JSON.stringify(terms), services.clock.now()],
    );
    const assigned = await assignCodes(services, shop, {
      pool: poolId,
      recipients: people.slice(0, 3).map((recipient) => ({ recipient })),
      source: "manual",
    });
    const held = assigned.ok
      ? assigned.value.flatMap((one) => (one.ok ? [one.value.code] : []))
      : [];
    // Not the next in the queue, which a replacement would get.
    const [last] = await services.database.query<{ code: string }>(
      "SELECT code FROM code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position DESC LIMIT 1",
      [shop.id, poolId],
    );
    return { poolId, codes: [...held, last?.code ?? ""] };
  }

  /** Runs the steps in the shop. Returns the final state of every order. */
  async function runSteps(steps: OrderStep[], codes: string[]) {
    const ids: { id: string }[] = [];
    const onceRefunded = new Set<string>();
    const act = async (which: number, action: string, body: object = {}) => {
      const order = ids[which % Math.max(1, ids.length)];
      // Ignore actions that the order no longer allows.
      return order && fixture.orders.act(order, action, body).catch(() => undefined);
    };
    for (const step of steps) {
      if (step.do === "place") {
        const { paid, test, abroad } = step;
        const wanted = step.codes.map((index) => codes[index] ?? "");
        const email = people[step.buyer] ?? null;
        ids.push(
          await fixture.orders.place({
            codes: wanted,
            email,
            paid,
            test,
            force: true,
            ...(abroad ? { presentment: { currency: "JPY", rate: 163.5 } } : {}),
          }),
        );
      } else if (step.do === "wait") {
        await fixture.wait(step.seconds / 60);
      } else if (step.do === "edit") {
        await act(step.which, "edit", { add: [{ title: "Mug", price: "10.00", quantity: 1 }] });
      } else if (step.do === "refund") {
        const part = step.whole ? {} : { lines: [], amount: "1.00" };
        const order = await act(step.which, "refund", part);
        if (order?.financialStatus === "REFUNDED") onceRefunded.add(order.id);
      } else {
        await act(step.which, step.do);
      }
    }
    // Read individually, because the list also has the orders of earlier histories.
    const orders = await Promise.all(ids.map((order) => fixture.orders.find(order)));
    return { orders, onceRefunded };
  }

  async function deliverAll(received: readonly ReceivedRequest[], run: readonly OrderHistory[]) {
    const fates = run.flatMap((history) => history.fates);
    const together = Math.max(...run.map((history) => history.together));
    const events = received.filter(({ path }) => !path.startsWith("/webhooks/discounts"));
    const deliveries = events
      .flatMap((event, n) => (fates[n % fates.length] as Fate).map((place) => ({ event, place })))
      .sort((a, b) => a.place - b.place);
    for (let from = 0; from < deliveries.length; from += together) {
      const group = deliveries.slice(from, from + together);
      const results = await Promise.all([
        ...group.map(({ event }) => fixture.deliver(event)),
        fixture.work().then(() => 200),
      ]);
      expect(results).toEqual(results.map(() => 200));
    }
  }

  async function expectShopTruth(
    { policy, usableAgain }: OrderHistory,
    { poolId, codes }: { poolId: number; codes: string[] },
    orders: PlacedOrder[],
    onceRefunded: ReadonlySet<string>,
  ) {
    const { database } = fixture.services;
    const applied = policy === "restore" && !usableAgain ? "reissue" : policy;
    const uses = orders.flatMap((order) =>
      order.discounts
        .filter(({ code }) => codes.includes(code ?? ""))
        .map(({ code, amount }) => {
          const holder = people[codes.indexOf(code ?? "")];
          const held = codes.indexOf(code ?? "") < 3;
          const reversed = order.cancelledAt !== null || order.financialStatus === "REFUNDED";
          return {
            order: order.name,
            code,
            amount: Number(amount),
            test: order.test,
            buyer: held ? (order.email === holder ? "recipient" : "other") : "unknown",
            reversal: reversed ? (held ? applied : "keep") : null,
          };
        }),
    );
    const rows = await database.query(
      `SELECT shop_order.name AS "order", code.code, amount::float8 AS amount, test, buyer, reversal
         FROM redemption
         JOIN shop_order ON shop_order.shop_id = $1 AND shop_order.id = order_id
         JOIN code ON code.shop_id = $1 AND code.id = code_id
        WHERE redemption.shop_id = $1 AND redemption.pool_id = $2 AND NOT removed`,
      [fixture.shop.id, poolId],
    );
    expect(sorted(rows)).toEqual(sorted(uses));
    const states = await database.query<{ code: string; state: string }>(
      "SELECT code, state FROM current_code WHERE shop_id = $1 AND code = ANY($2)",
      [fixture.shop.id, codes],
    );
    for (const { code, state } of states) {
      const used = uses.some((use) => use.code === code && use.reversal !== "restore");
      const unused = codes.indexOf(code) < 3 ? "assigned" : "available";
      expect([code, state]).toEqual([code, used ? "redeemed" : unused]);
    }
    const replaced = await database.query<{ code: string; state: string }>(
      `SELECT code.code, replacement.state FROM replacement
         JOIN assignment ON assignment.shop_id = $1 AND assignment.id = replacement.assignment_id
         JOIN code ON code.shop_id = $1 AND code.id = assignment.code_id
        WHERE replacement.shop_id = $1 AND replacement.pool_id = $2`,
      [fixture.shop.id, poolId],
    );
    const pending = new Set(
      uses.filter(({ reversal }) => reversal === "reissue").map((use) => use.code),
    );
    // A fully refunded order can count again when something is added and paid. A replacement assigned
    // in the meantime stays assigned. Whether there was one depends on the webhooks received.
    const maybe = new Set(
      orders
        .filter(({ id }) => onceRefunded.has(id))
        .flatMap(({ discounts }) => discounts.map(({ code }) => code)),
    );
    const certain = replaced.filter(({ code }) => pending.has(code) || !maybe.has(code));
    expect(sorted(certain)).toEqual(
      sorted([...pending].map((code) => ({ code, state: "assigned" }))),
    );
  }

  const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();

  /**
   * Empties the shop for the next run, except for the order watermark. Deleting these few rows is
   * ten times as fast as TRUNCATE.
   */
  async function deleteEverything() {
    await fixture.services.database.query(
      `DO $$ DECLARE of_shop regclass; BEGIN
         SET LOCAL session_replication_role = replica;
         FOR of_shop IN
           SELECT attrelid FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE attname = 'shop_id' AND relkind = 'r' AND relname <> 'order_watermark'
         LOOP EXECUTE format('DELETE FROM %s', of_shop); END LOOP;
         DELETE FROM webhook_receipt;
       END $$`,
    );
  }

  async function expectNoJobs() {
    const jobs = await fixture.services.database.query(
      // Unknown customers are checked again after 15 minutes, so jobs for later are fine.
      "SELECT task_id, key, attempts, last_error FROM graphile_worker._private_jobs WHERE run_at <= now()",
    );
    expect(jobs, "remaining jobs").toEqual([]);
  }
});
