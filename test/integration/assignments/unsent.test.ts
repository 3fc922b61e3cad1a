import { describe, expect, it } from "vitest";
import {
  countUnsent,
  listUnsent,
} from "../../../app/features/assignments/unsent/list-unsent.server";
import { markSent } from "../../../app/features/assignments/unsent/mark-sent.server";
import { assignReplacements } from "../../../app/features/redemptions/replacements/assign-replacements.server";
import { expectOk } from "../../factories/import-file";
import { ledgerFixture } from "../../factories/ledger-fixture";
import { cancelled, orderWith, processOrders } from "../../factories/orders";

const fixture = ledgerFixture("unsent");
const actor = { name: "Ada" };

const list = () =>
  listUnsent(fixture.services, fixture.shop, { afterId: 0, throughId: null, limit: 50 });

/** Assigns a code, cancels the order that redeemed it, and assigns the replacement. */
async function replaced(recipient: string) {
  await fixture.services.database.query(
    "UPDATE pool SET cancel_policy = 'reissue' WHERE shop_id = $1",
    [fixture.shop.id],
  );
  const { code } = await fixture.give(recipient);
  const order = orderWith([code], { email: recipient });
  await processOrders(fixture.services, fixture.shop, order, cancelled(order));
  await assignReplacements(fixture.services, new AbortController().signal);
  return { code, order: order.name };
}

describe("codes to send", () => {
  it("are replacements, with the code they replace and the order", async () => {
    await fixture.give("bob@example.com");
    const { code, order } = await replaced("ada@example.com");
    const [unsent, ...others] = await list();
    expect(others).toEqual([]);
    expect(unsent).toMatchObject({
      recipient: "ada@example.com",
      insteadOf: code,
      order,
      pool: { id: fixture.poolId },
      since: fixture.services.clock.now(),
    });
    expect(unsent?.code).not.toBe(code);
    expect(await countUnsent(fixture.services, fixture.shop)).toEqual({
      count: 1,
      newestId: unsent?.assignmentId,
    });
  });

  it("are removed from the list when marked as sent, except later ones", async () => {
    await replaced("ada@example.com");
    const { newestId } = await countUnsent(fixture.services, fixture.shop);
    const throughId = newestId ?? 0;
    const mark = (through: number) =>
      markSent(fixture.services, fixture.shop, { throughId: through, actor });
    expect(expectOk(await mark(throughId - 1))).toEqual({ count: 0 });
    expect(await list()).toHaveLength(1);
    expect(expectOk(await mark(throughId))).toEqual({ count: 1 });
    expect(expectOk(await mark(throughId))).toEqual({ count: 0 });
    expect(await list()).toEqual([]);
    expect(await countUnsent(fixture.services, fixture.shop)).toEqual({ count: 0, newestId: null });
  });

  it("are removed from the list when redeemed", async () => {
    await replaced("ada@example.com");
    const [unsent] = await list();
    await processOrders(
      fixture.services,
      fixture.shop,
      orderWith([unsent?.code ?? ""], { email: "ada@example.com" }),
    );
    expect(await list()).toEqual([]);
  });

  it("are invisible to another store", async () => {
    await replaced("ada@example.com");
    const other = { ...fixture.shop, id: fixture.shop.id + 1_000 };
    const page = { afterId: 0, throughId: null, limit: 9 };
    expect(await listUnsent(fixture.services, other, page)).toEqual([]);
    expectOk(await markSent(fixture.services, other, { throughId: 1_000_000, actor }));
    expect(await list()).toHaveLength(1);
  });
});
