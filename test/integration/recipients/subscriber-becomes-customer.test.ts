import { expect, test } from "vitest";
import { DEMO_SHOP } from "../../doubles/shopify/testing";
import { readRedemptions } from "../../factories/consistent-ledger";
import { giveCode } from "../../factories/give-code";
import { orderFixture } from "../../factories/order-fixture";
import { insertPool } from "../../factories/stocked-pool";

const fixture = orderFixture();

test("a subscriber who becomes a customer keeps their code, and may redeem it with another email address", async () => {
  const { sandbox, services, shop, orders } = fixture;
  const poolId = await insertPool(services, shop, { codes: 5 });
  await fixture.publish(poolId);
  const { code, id } = await giveCode(services, shop, poolId, "ada@mail.example");
  sandbox.app.received = [];
  const customer = (await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/customers`, {
    email: "Ada@mail.example",
    firstName: "Ada",
  })) as { id: string; gid: string };
  expect(sandbox.app.received.map(({ path }) => path)).toEqual(["/webhooks/customers/create"]);
  for (const received of sandbox.app.received) expect(await fixture.deliver(received)).toBe(200);
  await fixture.work();
  expect(await giveCode(services, shop, poolId, customer.gid)).toMatchObject({
    code,
    id,
    outcome: "reused",
  });

  sandbox.app.received = [];
  await orders.place({ codes: [code], customerId: customer.id, email: "work@mail.example" });
  for (const received of sandbox.app.received) expect(await fixture.deliver(received)).toBe(200);
  await fixture.work();
  expect(await readRedemptions(services, shop)).toMatchObject([{ code, buyer: "recipient" }]);
});
