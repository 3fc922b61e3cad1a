import { beforeEach, describe, expect, it, vi } from "vitest";
import { expireCodes } from "../../../app/features/codes/expire-codes.server";
import { applyOrders } from "../../../app/features/redemptions/ledger/apply-orders.server";
import { sweepLedgers } from "../../../app/features/redemptions/ledger/sweep-ledgers.server";
import { assignReplacements } from "../../../app/features/redemptions/replacements/assign-replacements.server";
import { ledgerFixture } from "../../factories/ledger-fixture";
import { later, orderWith, tell } from "../../factories/orders";
import { addCodes, insertPool } from "../../factories/stocked-pool";
import { insertShop, type TestServices } from "../../setup/test-services";

const never = new AbortController().signal;

describe("a broken store, pool or order", () => {
  const world = ledgerFixture("broken");
  const logged = vi.fn();
  let services: TestServices;
  let broken = { id: 0, poolId: 0 };

  beforeEach(async () => {
    logged.mockClear();
    const log = Object.assign(Object.create(world.services.log), { error: logged });
    services = { ...world.services, log };
    // Its id is smaller, and so its turn comes first.
    broken = { id: world.shop.id, poolId: world.poolId };
    world.shop = await insertShop(services, `healthy-${broken.id}.myshopify.com`);
    world.poolId = await insertPool(services, world.shop);
  });

  /** Its figures say that it has fewer codes than it has: taking some out breaks a rule of the table. */
  const breakFigures = () =>
    services.database.query("UPDATE pool_stock SET available = 0 WHERE pool_id = $1", [
      broken.poolId,
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

  it("keeps no other store's codes from expiring, nor other pools of its own", async () => {
    const past = { useBy: new Date("2026-11-20T00:00:00Z") };
    const other = await insertPool(services, world.shop);
    const codes = [
      ...(await addCodes(services, { ...world.shop, id: broken.id }, broken.poolId, 2, past)),
      ...(await addCodes(services, world.shop, world.poolId, 2, past)),
      ...(await addCodes(services, world.shop, other, 2, past)),
    ];
    await breakFigures();
    expect(await expireCodes(services, never)).toBe(4);
    expect(await Promise.all(codes.map(stateOf))).toEqual([
      "available",
      "available",
      ...Array.from({ length: 4 }, () => "expired"),
    ]);
    expect(logged.mock.calls).toMatchObject([[{ shopId: broken.id, poolId: broken.poolId }, {}]]);
  });

  it("keeps no one else from the code that replaces one of a reversed order", async () => {
    await addCodes(services, world.shop, world.poolId, 5);
    const [unreadable, readable] = [
      await world.give("ada@example.com"),
      await world.give("bob@example.com"),
    ];
    for (const { id } of [unreadable, readable]) {
      await services.database.query(
        `INSERT INTO replacement (shop_id, assignment_id, pool_id, order_id, instead_of_restore, owed_at)
         VALUES ($1, $2, $3, 'order', false, $4)`,
        [world.shop.id, id, world.poolId, services.clock.now()],
      );
    }
    await breakAddress(unreadable.id);
    await assignReplacements(services, never);
    const states = await services.database.query(
      `SELECT assignment_id AS id, state::text FROM replacement WHERE shop_id = $1 ORDER BY 1`,
      [world.shop.id],
    );
    expect(states).toEqual([
      { id: unreadable.id, state: "owed" },
      { id: readable.id, state: "given" },
    ]);
    expect(logged).toHaveBeenCalledOnce();
  });

  it("is set aside when it is one of many orders, and tried again when it changes", async () => {
    await addCodes(services, world.shop, world.poolId, 12);
    const given = [];
    for (let n = 0; n < 12; n += 1) given.push(await world.give(`buyer-${n}@example.com`));
    const orders = given.map(({ code }, n) =>
      orderWith([code], { email: `buyer-${n}@example.com` }),
    );
    const poisonous = given[3];
    if (!poisonous) throw new Error("nothing was given");
    await breakAddress(poisonous.id);
    await tell(services, world.shop, ...orders);

    await applyOrders(services, world.shop, never);
    const states = await Promise.all(given.map(({ code }) => stateOf(code)));
    expect(states.filter((state) => state === "redeemed")).toHaveLength(11);
    expect(states[3]).toBe("assigned");
    expect(logged.mock.calls).toMatchObject([
      [{ shopId: world.shop.id, orderId: orders[3]?.id }, {}],
    ]);
    // Nothing is left to do, so nothing wakes the job, until the hour is over.
    await sweepLedgers(services);
    expect(await waitingJobs()).toEqual([]);

    // Its next state comes when the address can be read again.
    await services.database.query(
      `UPDATE recipient SET address = (SELECT address FROM recipient AS other
          WHERE other.shop_id = recipient.shop_id AND other.id <> recipient.id
            AND other.address <> '\\x00' LIMIT 1)
        WHERE shop_id = $1 AND address = '\\x00'`,
      [world.shop.id],
    );
    const [, , , changed] = orders;
    if (changed) await tell(services, world.shop, later(changed, 5, {}));
    await applyOrders(services, world.shop, never);
    expect(await stateOf(poisonous.code)).toBe("redeemed");
  });

  const waitingJobs = () =>
    services.database.query(
      "SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'apply-orders' AND key = $1",
      [`apply-orders:${world.shop.id}`],
    );
});
