import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../app/core/ids";
import { expectConsistentStock } from "../factories/consistent-stock";
import { insertPool } from "../factories/stocked-pool";
import {
  insertShop,
  openTestServices,
  otherServer,
  type TestServices,
} from "../setup/test-services";
import { type Command, command, type Fixture } from "./command";
import { runCommand } from "./run-command";

/** For a long search: `PROPERTY_RUNS=2000 npx vitest run test/properties`. */
const numRuns = Number(process.env["PROPERTY_RUNS"] ?? 100);

describe("whatever happens concurrently", () => {
  let services: TestServices;
  /** Several servers that share only the database. */
  let servers: TestServices[];
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
    servers = [services, ...[1, 2, 3].map(() => otherServer(services))];
  });
  afterAll(() => Promise.all(servers.map((server) => server.database.close())));

  /** Creates three pools with different resend policies. The first falls back to the third, and that to a shared one. */
  async function makeFixture(shop: ShopContext): Promise<Fixture> {
    const shared = await insertPool(services, shop, { type: "shared", codes: 1 });
    const fresh = await insertPool(services, shop, {
      codes: 3,
      resendPolicy: "always_new",
      fallbackPoolId: shared,
    });
    const same = await insertPool(services, shop, {
      codes: 2,
      code: { useWithinDays: 1 },
      fallbackPoolId: fresh,
    });
    const days = await insertPool(services, shop, {
      codes: 2,
      resendPolicy: "same_for_days",
      resendDays: 1,
    });
    const pools = [same, days, fresh];
    return { shop, pools, imports: [], assigned: [], answers: new Map(), added: 8 };
  }

  it(
    "no code has two recipients, none is lost, totals are correct, and idempotency keys replay",
    async () => {
      const scripts = fc.array(fc.array(command, { maxLength: 12 }), {
        minLength: 1,
        maxLength: 6,
      });
      await fc.assert(
        fc.asyncProperty(scripts, async (callers: Command[][]) => {
          shops += 1;
          services.setTime(new Date("2026-11-21T12:00:00Z"));
          const shop = await insertShop(services, `shop-${shops}.myshopify.com`);
          const fixture = await makeFixture(shop);
          await Promise.all(
            callers.map(async (script) => {
              for (const step of script) await runCommand(services, fixture, step);
            }),
          );
          await expectConsistentStock(services, shop);
          await expectNothingLost(fixture);
          await expectOneCodeEach(fixture);
          for (const [key, results] of fixture.answers) {
            expect(results.size, `idempotency key ${key} has one assignment`).toBe(1);
          }
        }),
        { numRuns, endOnFailure: numRuns > 100 },
      );
    },
    120_000 + numRuns * 1_000,
  );

  /** Every added code exists, except those of imports that were completely undone. */
  async function expectNothingLost({ shop, added }: Fixture): Promise<void> {
    const [codes] = await services.database.query<{ there: number; half: number }>(
      `SELECT count(*) AS there, count(*) FILTER (WHERE batch.state = 'undone') AS half
         FROM code LEFT JOIN batch ON batch.shop_id = $1 AND batch.id = code.batch_id
        WHERE code.shop_id = $1`,
      [shop.id],
    );
    const [audit] = await services.database.query<{ undone: number }>(
      `SELECT coalesce(sum((detail->>'count')::int), 0) AS undone FROM audit_entry
        WHERE shop_id = $1 AND action = 'codes.import-undone'`,
      [shop.id],
    );
    expect(codes, "codes that were added and not undone").toEqual({
      there: added - (audit?.undone ?? 0),
      half: 0,
    });
  }

  /** In the pool that resends a valid code, no recipient has two valid ones. */
  async function expectOneCodeEach({ shop, pools: [same] }: Fixture): Promise<void> {
    const twice = await services.database.query(
      `SELECT recipient_id, count(*) FROM assignment
         JOIN current_code AS code ON code.shop_id = $1 AND code.id = assignment.code_id
        WHERE assignment.shop_id = $1 AND assignment.pool_id = $2 AND released_at IS NULL
          AND code.state = 'assigned'
          AND (assignment.expires_at IS NULL OR assignment.expires_at > $3)
        GROUP BY recipient_id HAVING count(*) > 1`,
      [shop.id, same, services.clock.now()],
    );
    expect(twice, "recipients with two valid codes").toEqual([]);
  }
});
