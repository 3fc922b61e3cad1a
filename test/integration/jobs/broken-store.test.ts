import { beforeEach, describe, expect, it, vi } from "vitest";
import { expireCodes } from "../../../app/features/codes/expire-codes.server";
import { sweepLedgers } from "../../../app/features/redemptions/enqueue-orders.server";
import { applyOrders } from "../../../app/features/redemptions/ledger/apply-orders.server";
import { assignReplacements } from "../../../app/features/redemptions/replacements/assign-replacements.server";
import { ledgerFixture } from "../../factories/ledger-fixture";
import { later, orderWith, receiveOrders } from "../../factories/orders";
import { addCodes, insertPool } from "../../factories/stocked-pool";
import { insertShop, type TestServices } from "../../setup/test-services";

const never = new AbortController().signal;

describe("a broken store, pool or order", () => {
  const fixture = ledgerFixture("broken");
  const logged = vi.fn();
  let services: TestServices;
  let broken = { id: 0, poolId: 0 };

  beforeEach(async () => {
    logged.mockClear();
    const log = Object.assign(Object.create(fixture.services.log), { error: logged });
    services = { ...fixture.services, log };
    // The broken store has the smaller ID, so its turn comes first.
    broken = { id: fixture.shop.id, poolId: fixture.poolId };
    fixture.shop = await insertShop(services, `healthy-${broken.id}.myshopify.com`);
    fixture.poolId = await insertPool(services, fixture.shop);
  });

  /** Makes the pool's totals too low, so removing codes violates a check constraint. */
  const breakTotals = () =>
    services.database.query("UPDATE pool_stock SET available = 0 WHERE pool_id = $1", [
      broken.poolId,
    ]);

  /** With 0, redeeming an assigned code violates the same constraint. */
  const setAssigned = (poolId: number, assigned: number) =>
    services.database.query("UPDATE pool_stock SET assigned = $2 WHERE pool_id = $1", [
      poolId,
      assigned,
    ]);

  const breakAddress = (assignmentId: number) =>
    services.database.query(
      `UPDATE recipient SET address = '\\x00'
        WHERE id = (SELECT recipient_id FROM assignment WHERE id = $1)`,
      [assignmentId],
    );

  const stateOf = async (code: string) => {
    const [found] = await services.database.query<{ state: string }>(
      "SELECT state::text FROM current_code WHERE code = $1",
      [code],
    );
    return found?.state;
  };

  it("doesn't keep other pools' codes from expiring", async () => {
    const past = { useBy: new Date("2026-11-20T00:00:00Z") };
    const other = await insertPool(services, fixture.shop);
    const codes = [
      ...(await addCodes(services, { ...fixture.shop, id: broken.id }, broken.poolId, 2, past)),
      ...(await addCodes(services, fixture.shop, fixture.poolId, 2, past)),
      ...(await addCodes(services, fixture.shop, other, 2, past)),
    ];
    await breakTotals();
    expect(await expireCodes(services, never)).toBe(4);
    expect(await Promise.all(codes.map(stateOf))).toEqual([
      "available",
      "available",
      ...Array.from({ length: 4 }, () => "expired"),
    ]);
    expect(logged.mock.calls).toMatchObject([[{ shopId: broken.id, poolId: broken.poolId }, {}]]);
  });

  it("doesn't keep other recipients from their replacement codes", async () => {
    await addCodes(services, fixture.shop, fixture.poolId, 5);
    const [unreadable, readable] = [
      await fixture.give("ada@example.com"),
      await fixture.give("bob@example.com"),
    ];
    for (const { id } of [unreadable, readable]) {
      await services.database.query(
        `INSERT INTO replacement (shop_id, assignment_id, pool_id, order_id, instead_of_restore, pending_since)
         VALUES ($1, $2, $3, 'order', false, $4)`,
        [fixture.shop.id, id, fixture.poolId, services.clock.now()],
      );
    }
    await breakAddress(unreadable.id);
    await assignReplacements(services, never);
    const states = await services.database.query(
      `SELECT assignment_id AS id, state::text FROM replacement WHERE shop_id = $1 ORDER BY 1`,
      [fixture.shop.id],
    );
    expect(states).toEqual([
      { id: unreadable.id, state: "pending" },
      { id: readable.id, state: "assigned" },
    ]);
    expect(logged).toHaveBeenCalledOnce();
  });

  it("doesn't block other orders, and is retried when it changes", async () => {
    await addCodes(services, fixture.shop, fixture.poolId, 11);
    const wrong = await insertPool(services, fixture.shop, { codes: 1 });
    const assigned = [];
    for (let n = 0; n < 12; n += 1) {
      assigned.push(await fixture.give(`buyer-${n}@example.com`, n === 3 ? wrong : fixture.poolId));
    }
    const orders = assigned.map(({ code }, n) =>
      orderWith([code], { email: `buyer-${n}@example.com` }),
    );
    const poisonous = assigned[3];
    if (!poisonous) throw new Error("nothing was given");
    await setAssigned(wrong, 0);
    await receiveOrders(services, fixture.shop, ...orders);

    await applyOrders(services, fixture.shop, never);
    const states = await Promise.all(assigned.map(({ code }) => stateOf(code)));
    expect(states.filter((state) => state === "redeemed")).toHaveLength(11);
    expect(states[3]).toBe("assigned");
    expect(logged.mock.calls).toMatchObject([
      [{ shopId: fixture.shop.id, orderId: orders[3]?.id }, {}],
    ]);
    // Nothing is left to do, so the sweep enqueues no job until the hour is over.
    await sweepLedgers(services);
    expect(await queuedJobs()).toEqual([]);

    // Repair the totals, then deliver a newer state of the order.
    await setAssigned(wrong, 1);
    const [, , , changed] = orders;
    if (changed) await receiveOrders(services, fixture.shop, later(changed, 5, {}));
    await applyOrders(services, fixture.shop, never);
    expect(await stateOf(poisonous.code)).toBe("redeemed");
  });

  const queuedJobs = () =>
    services.database.query(
      "SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'apply-orders' AND key = $1",
      [`apply-orders:${fixture.shop.id}`],
    );
});
