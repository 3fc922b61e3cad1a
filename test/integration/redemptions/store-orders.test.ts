import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { eraseCustomer } from "../../../app/features/privacy/erasure/erase-customer.server";
import { storeOrders } from "../../../app/features/redemptions/orders/store-orders.server";
import type { PlatformOrder } from "../../../app/platform/platform-order";
import { later, orderWith, processOrders } from "../../factories/orders";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("storing orders from webhooks", () => {
  let services: TestServices;
  let shop: ShopContext;
  let code: string;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `notes-${shops}.myshopify.com`);
    const poolId = await insertPool(services, shop, { codes: 1 });
    const [row] = await services.database.query<{ code: string }>(
      "SELECT code FROM code WHERE shop_id = $1 AND pool_id = $2",
      [shop.id, poolId],
    );
    code = row?.code ?? "";
  });

  /** Two processes: the second receives its event before the first has committed. */
  async function storeConcurrently(first: PlatformOrder, second: PlatformOrder): Promise<void> {
    const { database } = services;
    const now = services.clock.now();
    const event = (order: PlatformOrder) => ({
      now,
      events: [{ topic: "ORDERS_UPDATED", eventId: randomUUID(), order }],
    });
    let other: Promise<boolean> | undefined;
    await database.transaction(async (tx) => {
      await storeOrders(services, tx, shop, event(first));
      const [mine] = await tx.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      other = storeOrders(services, database, shop, event(second));
      for (let waits = false; !waits; ) {
        const [row] = await database.query<{ waits: boolean }>(
          "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE $1 = ANY (pg_blocking_pids(pid))) AS waits",
          [mine?.pid],
        );
        waits = row?.waits ?? false;
      }
    });
    await other;
  }

  async function storeTogether(...orders: PlatformOrder[]): Promise<void> {
    const events = orders.map((order, at) => ({
      topic: "ORDERS_UPDATED",
      eventId: `${shop.domain}-${at}`,
      order,
    }));
    await storeOrders(services, services.database, shop, { now: services.clock.now(), events });
  }
  const orderReads = () =>
    services.database.query(
      "SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'read-order' AND key LIKE $1",
      [`%:${shop.id}:%`],
    );

  it("reads the order from the platform if two states with the same time arrive together", async () => {
    const order = orderWith([code]);
    await storeTogether(order, { ...order, refunded: "50.00", fullyRefunded: true });
    expect(await orderReads()).toHaveLength(1);
  });

  it("reads nothing if the same state arrives twice, or with a newer one", async () => {
    const order = orderWith([code]);
    await storeTogether(order, { ...order }, later(order, 1, { refunded: "1.00" }));
    expect(await orderReads()).toEqual([]);
  });

  it("reads the order from the platform if two processes receive different states with the same time", async () => {
    const order = orderWith([code]);
    await storeConcurrently(order, { ...order, refunded: "50.00", fullyRefunded: true });
    expect(await orderReads()).toHaveLength(1);
  });

  it("reads nothing if two processes receive the same state, or one a newer state", async () => {
    const order = orderWith([code]);
    await storeConcurrently(order, { ...order });
    const newer = later(order, 1, { refunded: "1.00" });
    await storeConcurrently(later(order, 2, { refunded: "2.00" }), newer);
    expect(await orderReads()).toEqual([]);
    expect(
      await services.database.query(
        "SELECT refunded::float8 AS refunded FROM shop_order WHERE shop_id = $1",
        [shop.id],
      ),
    ).toEqual([{ refunded: 2 }]);
  });

  it("stores nothing about an erased buyer from later states", async () => {
    const order = orderWith([code]);
    await processOrders(services, shop, order);
    const named = { shopId: shop.id, keys: [], orders: [order.id] };
    await eraseCustomer(services, named, new AbortController().signal);
    await processOrders(services, shop, later(order, 5, { refunded: "1.00" }));
    expect(
      await services.database.query(
        "SELECT email_key, customer_key, refunded::float8 AS refunded FROM shop_order WHERE shop_id = $1",
        [shop.id],
      ),
    ).toEqual([{ email_key: null, customer_key: null, refunded: 1 }]);
  });
});
