import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { enqueueAll } from "../../../app/database/enqueue.server";
import { type Job, jobOf } from "../../../app/jobs/jobs.server";
import { startWorker } from "../../../app/jobs/start-worker.server";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("the order of background jobs", () => {
  let services: TestServices;
  let shop: ShopContext;
  let other: ShopContext;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    other = await insertShop(services, "other-store.myshopify.com");
  });
  afterAll(() => services.close());

  const until = (check: () => boolean) => vi.waitUntil(check, { timeout: 30_000, interval: 10 });

  async function withWorker(jobs: Job[], work: () => Promise<unknown>): Promise<void> {
    const worker = await startWorker(services, { concurrency: 1, bulkConcurrency: 1, jobs });
    try {
      await work();
    } finally {
      await worker.stop();
    }
  }

  const ofShop = ({ id }: ShopContext, name: string, count: number) =>
    Array.from({ length: count }, (_, n) => ({
      payload: { shopId: id, orderId: `${id}/${n}` },
      key: `${name}:${id}:${n}`,
    }));

  it("never makes an urgent job wait for bulk jobs", async () => {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const done = { bulk: 0, urgent: 0 };
    const jobs = [
      jobOf("run-reconciliation", async () => {
        await opened;
        done.bulk += 1;
      }),
      jobOf("apply-orders", async () => {
        done.urgent += 1;
      }),
    ];
    await enqueueAll(
      services.database,
      "run-reconciliation",
      Array.from({ length: 60 }, (_, n) => ({
        payload: { shopId: shop.id, checkId: n },
        key: `run-reconciliation:${n}`,
      })),
    );
    await enqueueAll(services.database, "apply-orders", [
      { payload: { shopId: shop.id }, key: "apply-orders" },
    ]);
    await withWorker(jobs, async () => {
      await until(() => done.urgent === 1);
      expect(done.bulk).toBe(0);
      open();
      await until(() => done.bulk === 60);
    });
  });

  it("runs an urgent job before jobs that were queued earlier", async () => {
    const order: string[] = [];
    const note = (name: "read-order" | "apply-orders") =>
      jobOf(name, async () => void order.push(name));
    await enqueueAll(services.database, "read-order", ofShop(shop, "read-order", 20));
    await enqueueAll(services.database, "apply-orders", [
      { payload: { shopId: shop.id }, key: "apply-orders" },
    ]);
    await withWorker([note("read-order"), note("apply-orders")], () =>
      until(() => order.length === 21),
    );
    expect(order[0]).toBe("apply-orders");
  });

  it("alternates between shops", async () => {
    const order: number[] = [];
    const note = jobOf("read-order", async (_, { shopId }) => void order.push(shopId));
    await enqueueAll(services.database, "read-order", ofShop(shop, "read-order", 30));
    await enqueueAll(services.database, "read-order", ofShop(other, "read-order", 2));
    await withWorker([note], () => until(() => order.length === 32));
    expect(order.slice(0, 4)).toEqual([shop.id, other.id, shop.id, other.id]);
  });
});
