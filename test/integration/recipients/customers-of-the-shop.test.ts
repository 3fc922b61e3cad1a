import { expect, test } from "vitest";
import { assignCode } from "../../../app/features/assignments/assign-code.server";
import { DEMO_SHOP } from "../../doubles/shopify/for-tests/test-sandbox";
import { readRedemptions } from "../../factories/ledger-truth";
import { orderFixture } from "../../factories/order-fixture";
import { insertPool } from "../../factories/stocked-pool";

const world = orderFixture();

async function give(poolId: number, recipient: string) {
  const asked = { poolId, recipient, requestKey: undefined, source: "api" };
  const answer = await assignCode(world.services, world.shop, asked);
  if (!answer.ok) throw new Error(answer.failure.kind);
  return answer.value;
}

test("a subscriber who opens an account in the shop has one code, and may use it with another address", async () => {
  const { sandbox, services, shop, orders } = world;
  const poolId = await insertPool(services, shop, { codes: 5 });
  await world.publish(poolId);
  const { code, id } = await give(poolId, "ada@mail.example");
  sandbox.app.heard = [];
  const customer = (await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/customers`, {
    email: "Ada@mail.example",
    firstName: "Ada",
  })) as { id: string; gid: string };
  expect(sandbox.app.heard.map(({ path }) => path)).toEqual(["/webhooks/customers/create"]);
  for (const heard of sandbox.app.heard) expect(await world.deliver(heard)).toBe(200);
  await world.work();
  expect(await give(poolId, customer.gid)).toMatchObject({ code, id, outcome: "reused" });

  sandbox.app.heard = [];
  await orders.place({ codes: [code], customerId: customer.id, email: "work@mail.example" });
  for (const heard of sandbox.app.heard) expect(await world.deliver(heard)).toBe(200);
  await world.work();
  expect(await readRedemptions(services, shop)).toMatchObject([{ code, buyer: "recipient" }]);
});
