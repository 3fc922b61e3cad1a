import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../app/core/ids";
import { assignCodes } from "../../app/features/assignments/assign-codes.server";
import { releaseAssignments } from "../../app/features/assignments/release/release-assignments.server";
import { expireCodes } from "../../app/features/codes/expire-codes.server";
import { moveCodes } from "../../app/features/codes/move-codes.server";
import { voidCodes } from "../../app/features/codes/void-codes.server";
import { boundPools } from "../../app/features/guard/bindings/read-binding-progress.server";
import { sweepBindings } from "../../app/features/guard/bindings/sweep-bindings.server";
import { writeCustomerCodes } from "../../app/features/guard/bindings/write-customer-codes.server";
import { changeStock, lockStock } from "../../app/features/pools/stock/stock.server";
import { eraseCustomer } from "../../app/features/privacy/erasure/erase-customer.server";
import { setRecipientBlocked } from "../../app/features/recipients/blocking/set-recipient-blocked.server";
import { linkCustomer } from "../../app/features/recipients/identities/link-customer.server";
import { mergeCustomers } from "../../app/features/recipients/identities/merge-customers.server";
import { normaliseRecipient } from "../../app/features/recipients/recipient";
import { recipientKey } from "../../app/features/recipients/recipient-encryption.server";
import { expectedCustomerCodes } from "../factories/expected-customer-codes";
import { insertPool } from "../factories/stocked-pool";
import { type CustomerFault, FakeCustomers } from "../integration/guard/fake-customers";
import {
  insertShop,
  openTestServices,
  otherServer,
  type TestServices,
} from "../setup/test-services";

/** For a long search: `PROPERTY_RUNS=500 npx vitest run test/properties/bindings.test.ts`. */
const numRuns = Number(process.env["PROPERTY_RUNS"] ?? 25);

type Command =
  | { do: "assign"; pool: number; people: number[]; byId: boolean }
  | { do: "release" | "redeem" | "reverse" | "void"; which: number }
  | { do: "protect"; pool: number; holder: boolean; expires: boolean }
  | { do: "block"; person: number; blocked: boolean }
  | { do: "link" | "erase"; person: number }
  | { do: "merge"; person: number; into: number }
  | { do: "wait"; days: number }
  | { do: "write"; faults: CustomerFault[] };

const small = fc.nat({ max: 5 });
const which = fc.nat({ max: 40 });
const fault = fc.constantFrom<CustomerFault>(
  null,
  "unreachable",
  "lost_answer",
  "killed_before",
  "killed_after",
);
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    do: fc.constant("assign" as const),
    pool: small,
    people: fc.array(small, { minLength: 1, maxLength: 3 }),
    byId: fc.boolean(),
  }),
  fc.record({ do: fc.constantFrom("release", "redeem", "reverse", "void"), which }),
  fc.record({
    do: fc.constant("protect" as const),
    pool: small,
    holder: fc.boolean(),
    expires: fc.boolean(),
  }),
  fc.record({ do: fc.constant("block" as const), person: small, blocked: fc.boolean() }),
  fc.record({ do: fc.constantFrom("link", "erase"), person: small }),
  fc.record({ do: fc.constant("merge" as const), person: small, into: small }),
  fc.record({ do: fc.constant("wait" as const), days: fc.nat({ max: 12 }) }),
  fc.record({ do: fc.constant("write" as const), faults: fc.array(fault, { maxLength: 4 }) }),
);

const never = new AbortController().signal;
const actor = { name: "Ada" };
const address = (person: number) => `person-${person}@example.com`;
const customer = (person: number) => String(700 + person);

describe("whatever happens to codes and customers", () => {
  let services: TestServices;
  let servers: TestServices[];
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
    servers = [services, ...[1, 2].map(() => otherServer(services))];
  });
  afterAll(async () => {
    await Promise.all(servers.slice(1).map((server) => server.close()));
    await services.close();
  });

  it(
    "in the end every customer lists exactly the codes that their holder has",
    async () => {
      const scripts = fc.array(fc.array(command, { maxLength: 12 }), {
        minLength: 1,
        maxLength: 3,
      });
      await fc.assert(
        fc.asyncProperty(scripts, async (callers: Command[][]) => {
          services.setTime(new Date("2026-11-21T12:00:00Z"));
          shops += 1;
          const shop = await insertShop(services, `shop-${shops}.myshopify.com`);
          const platform = new FakeCustomers();
          for (let person = 0; person < 4; person += 1) {
            platform.customers.set(customer(person), address(person));
          }
          for (const server of servers) server.platform = platform.open;
          const pools = await insertPools(shop);
          await Promise.all(
            callers.map(async (script, place) => {
              const server = servers[place % servers.length] ?? services;
              for (const step of script) await run(server, shop, pools, platform, step);
            }),
          );
          platform.fault = () => null;
          await sweepBindings(services, never);
          await writeCustomerCodes(services, shop, never);
          const expected = await expectedCustomerCodes(services, shop);
          const known = [...expected].filter(([id]) => platform.customers.has(id));
          expect(readAll(platform.written)).toEqual(new Map(known));
          const marks = await services.database.query(
            "SELECT 1 FROM customer_change WHERE shop_id = $1",
            [shop.id],
          );
          expect(marks).toEqual([]);
          expect((await boundPools(services, shop.id)).every(({ complete }) => complete)).toBe(
            true,
          );
        }),
        { numRuns, endOnFailure: numRuns > 100 },
      );
    },
    120_000 + numRuns * 5_000,
  );

  async function insertPools(shop: ShopContext): Promise<number[]> {
    const ends = { code: { useWithinDays: 7 } };
    return [
      await insertPool(services, shop, { codes: 30, resendPolicy: "always_new", ...ends }),
      await insertPool(services, shop, { codes: 30, resendPolicy: "always_new" }),
      await insertPool(services, shop, { type: "shared", codes: 1, ...ends }),
    ];
  }
});

async function run(
  services: TestServices,
  shop: ShopContext,
  pools: readonly number[],
  platform: FakeCustomers,
  step: Command,
): Promise<void> {
  const keyOf = (text: string): Buffer => {
    const name = normaliseRecipient(text);
    if (!name.ok) throw new Error(text);
    return recipientKey(services, shop, name.value);
  };
  switch (step.do) {
    case "assign": {
      const pool = pools[step.pool % pools.length] ?? 0;
      const name = step.byId ? customer : address;
      const recipients = step.people.map((person) => ({ recipient: name(person) }));
      await assignCodes(services, shop, { pool, recipients, source: "api" });
      return;
    }
    case "release":
    case "redeem":
    case "reverse":
    case "void": {
      const held = await services.database.query<Held>(
        `SELECT id, pool_id AS "poolId", code_id AS "codeId", shared FROM assignment
          WHERE shop_id = $1 ORDER BY id`,
        [shop.id],
      );
      const chosen = held[step.which % Math.max(1, held.length)];
      if (!chosen) return;
      const { id, poolId, codeId, shared } = chosen;
      if (step.do === "release") {
        await releaseAssignments(services, shop, { poolId, assignmentIds: [id], actor });
      } else if (step.do !== "void") {
        if (!shared) await settle(services, shop, chosen, step.do);
      } else await voidCodes(services, shop, { poolId, codeIds: [codeId], actor });
      return;
    }
    case "protect":
      await services.database.query(
        `UPDATE pool SET holder_only = $3, personal_expiration = $4 WHERE shop_id = $1 AND id = $2`,
        [shop.id, pools[step.pool % pools.length], step.holder, step.expires],
      );
      return;
    case "block": {
      const recipient = address(step.person);
      await setRecipientBlocked(services, shop, { recipient, blocked: step.blocked, actor });
      return;
    }
    case "link": {
      const pair = { customer: keyOf(customer(step.person)), address: keyOf(address(step.person)) };
      await services.database.transaction((tx) => linkCustomer(tx, shop, pair));
      return;
    }
    case "erase": {
      const keys = [keyOf(address(step.person)).toString("hex")];
      await eraseCustomer(services, { shopId: shop.id, keys, orders: [] }, never);
      return;
    }
    case "merge": {
      const [kept, deleted] = [customer(step.into), customer(step.person)];
      if (kept === deleted) return;
      await services.database.transaction((tx) =>
        mergeCustomers(services, tx, shop, { kept, deleted }),
      );
      return;
    }
    case "wait":
      services.setTime(new Date(services.clock.now().getTime() + step.days * 86_400_000));
      await expireCodes(services);
      return;
    case "write":
      return write(services, shop, platform, step.faults);
  }
}

interface Held {
  id: number;
  poolId: number;
  codeId: number;
  shared: boolean;
}

/** Redeems an assigned code, or takes the redemption back, as the ledger does. */
async function settle(
  services: TestServices,
  shop: ShopContext,
  { poolId, codeId }: Held,
  what: "redeem" | "reverse",
): Promise<void> {
  const [from, to] =
    what === "redeem" ? (["assigned", "redeemed"] as const) : (["redeemed", "assigned"] as const);
  await services.database.transaction(async (tx) => {
    await lockStock(tx, shop.id, poolId);
    const [code] = await tx.query(
      "SELECT 1 FROM code WHERE shop_id = $1 AND id = $2 AND stored_state = $3",
      [shop.id, codeId, from],
    );
    if (!code) return;
    await moveCodes(tx, shop.id, [{ codeId, to, expiresAt: null }]);
    await changeStock(tx, shop.id, poolId, { [from]: -1, [to]: 1 });
  });
}

/** Only one process writes a shop at a time, as the queue of the job ensures. */
const writing = new Map<number, Promise<void>>();

async function write(
  services: TestServices,
  shop: ShopContext,
  platform: FakeCustomers,
  faults: readonly CustomerFault[],
): Promise<void> {
  const before = writing.get(shop.id) ?? Promise.resolve();
  const own = before.then(async () => {
    const coming = [...faults];
    platform.fault = () => coming.shift() ?? null;
    await writeCustomerCodes(services, shop, never).catch((error: Error) => {
      if (error.message !== "killed") throw error;
    });
  });
  writing.set(
    shop.id,
    own.catch(() => undefined),
  );
  await own;
}

const readAll = (written: ReadonlyMap<string, string>) =>
  new Map([...written].map(([id, value]) => [id, JSON.parse(value)]));
