import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { findPool } from "../../../app/features/pools/find-pool.server";
import { defaultPattern } from "../../../app/features/publishing/generator/pattern";
import { changeDynamicPool } from "../../../app/features/publishing/replenishment/change-dynamic-pool.server";
import { replenishPool } from "../../../app/features/publishing/replenishment/replenish-pool.server";
import { voidSupersededCodes } from "../../../app/features/publishing/replenishment/void-superseded-codes.server";
import { runUploads } from "../../../app/features/publishing/upload/run-uploads.server";
import { giveCode } from "../../factories/give-code";
import {
  insertShop,
  openTestServices,
  otherServer,
  type TestServices,
} from "../../setup/test-services";
import { insertDiscount, insertDynamicPool } from "./demo-discount";
import { FakePlatform } from "./fake-platform";

const never = new AbortController().signal;
const actor = { name: "Ada" };

/** Creates a shop with two discounts for each test, and a second process of the app. */
export function switchDiscountFixture() {
  let services: TestServices;
  let server: TestServices;
  let shop: ShopContext;
  let platform: FakePlatform;
  let first: number;
  let second: number;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
    server = otherServer(services);
  });
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `shop-${shops}.myshopify.com`);
    platform = new FakePlatform(new Set(["first", "second"]));
    services.platform = platform.open;
    first = await insertDiscount(services, shop, { platformId: "first" });
    second = await insertDiscount(services, shop, { platformId: "second" });
  });
  afterAll(async () => {
    await server.database.close();
    await services.close();
  });

  async function makePool(target: number, live = true): Promise<number> {
    const poolId = await insertDynamicPool(services, shop, {
      discountId: first,
      target,
      floor: 1,
    });
    await replenishPool(services, shop, poolId, never);
    if (live) await upload();
    return poolId;
  }
  const upload = () =>
    runUploads(services, shop, { priority: "bulk", poolId: null, signal: never, pollEvery: 1 });
  async function change(poolId: number, discountId: number, target = 50): Promise<void> {
    const pool = await findPool(services, shop, poolId);
    if (!pool.ok) throw new Error(pool.failure.kind);
    const buffer = { target, floor: 1 };
    const { version } = pool.value;
    const settings = { poolId, version, discountId, pattern: defaultPattern, buffer, actor };
    expect(await changeDynamicPool(services, shop, settings)).toMatchObject({ ok: true });
  }
  const assign = (poolId: number, name: string, by = services) =>
    giveCode(by, shop, poolId, `${name}@example.com`, "api");
  const states = (poolId: number) =>
    services.database.query<{ id: number; code: string; state: string; stored: string }>(
      "SELECT id, code, state, stored_state AS stored FROM current_code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position",
      [shop.id, poolId],
    );
  const inState = async (poolId: number, state: string) =>
    (await states(poolId)).filter((code) => code.state === state).length;
  const storedAs = async (poolId: number, state: string) =>
    (await states(poolId)).filter(({ stored }) => stored === state).length;
  const figures = async (poolId: number) => {
    const pool = await findPool(services, shop, poolId);
    if (!pool.ok) throw new Error(pool.failure.kind);
    const { available, assigned, voided, total } = pool.value;
    return { available, assigned, voided, total };
  };
  /** Runs the job and kills it after this many transactions. */
  async function voidThenDie(poolId: number, steps: number): Promise<void> {
    let left = steps;
    const signal = { throwIfAborted: () => expect(left--, "killed").toBeGreaterThan(0) };
    await expect(
      voidSupersededCodes(services, shop, poolId, signal as unknown as AbortSignal),
    ).rejects.toThrow("killed");
  }

  return {
    get services() {
      return services;
    },
    get server() {
      return server;
    },
    get shop() {
      return shop;
    },
    get platform() {
      return platform;
    },
    get first() {
      return first;
    },
    get second() {
      return second;
    },
    makePool,
    upload,
    change,
    assign,
    states,
    inState,
    storedAs,
    figures,
    voidThenDie,
  };
}
