import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { type Database, openDatabase } from "../../../app/database/database.server";
import { lockStock } from "../../../app/features/pools/stock/stock.server";
import { loader as healthz } from "../../../app/routes/healthz";
import { insertPool } from "../../factories/stocked-pool";
import { startTcpGate, type TcpGate, throughPort } from "../../factories/tcp-gate";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("waiting for the database", () => {
  let services: TestServices;
  let shop: ShopContext;
  let gate: TcpGate;
  let behindGate: Database;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
  });
  afterAll(() => services.close());
  afterEach(async () => {
    vi.useRealTimers();
    await gate.close();
    await behindGate.close();
  });

  /** Opens the database like another host, through a network that the test can interrupt. */
  async function openBehindGate(settings = ""): Promise<void> {
    gate = await startTcpGate(Number(new URL(services.databaseUrl).port));
    const url = throughPort(services.databaseUrl, gate.port) + settings;
    behindGate = openDatabase(url, 2, services.log);
  }

  it("has a limit on every connection", async () => {
    await openBehindGate();
    const settings = await behindGate.query<{ name: string; setting: string }>(
      `SELECT name, setting FROM pg_settings WHERE name IN ('statement_timeout', 'lock_timeout',
         'idle_in_transaction_session_timeout', 'tcp_keepalives_idle', 'tcp_keepalives_interval')
       ORDER BY name`,
    );
    expect(
      Object.fromEntries(settings.map(({ name, setting }) => [name, Number(setting)])),
    ).toEqual({
      statement_timeout: 60_000,
      lock_timeout: 45_000,
      idle_in_transaction_session_timeout: 20_000,
      tcp_keepalives_idle: 10,
      tcp_keepalives_interval: 5,
    });
  });

  it("releases a pool lock held by a host that stops responding", async () => {
    await openBehindGate("?idle_in_transaction_session_timeout=300");
    const poolId = await insertPool(services, shop);
    let proceed: () => void = () => undefined;
    const silent = behindGate.transaction(async (tx) => {
      await lockStock(tx, shop.id, poolId);
      gate.silence();
      await new Promise<void>((resolve) => {
        proceed = resolve;
      });
    });
    await vi.waitUntil(async () => {
      const [lock] = await services.database.query(
        "SELECT 1 FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()",
      );
      return lock !== undefined;
    });
    expect(await services.database.transaction((tx) => lockStock(tx, shop.id, poolId))).toBe(true);
    gate.shut();
    proceed();
    await expect(silent).rejects.toThrow();
  });

  it("times out when the database host stops responding during a query", async () => {
    await openBehindGate();
    await behindGate.query("SELECT 1");
    gate.silence();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const query = expect(behindGate.query("SELECT 1")).rejects.toThrow("timeout");
    await vi.advanceTimersByTimeAsync(70_000);
    await query;
  });

  it("fails the health check while the database doesn't respond", async () => {
    await openBehindGate();
    await behindGate.query("SELECT 1");
    gate.silence();
    const context = { services: { ...services, database: behindGate } };
    const response = await healthz({ context } as unknown as Parameters<typeof healthz>[0]);
    expect(response.status).toBe(503);
    gate.shut();
  });
});
