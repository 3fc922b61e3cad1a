import { describe, expect, it } from "vitest";
import {
  countUnsent,
  listUnsent,
} from "../../../app/features/assignments/unsent/list-unsent.server";
import { markSent } from "../../../app/features/assignments/unsent/mark-sent.server";
import { assignReplacements } from "../../../app/features/redemptions/replacements/assign-replacements.server";
import { expectOk } from "../../factories/import-file";
import { ledgerFixture } from "../../factories/ledger-fixture";
import { cancelled, follow, orderWith } from "../../factories/orders";

const world = ledgerFixture("unsent");
const actor = { name: "Ada" };

const list = () =>
  listUnsent(world.services, world.shop, { afterId: 0, throughId: null, limit: 50 });

/** The recipient's order is canceled, and the pool gives them another code. */
async function replaced(recipient: string) {
  await world.services.database.query(
    "UPDATE pool SET cancel_policy = 'reissue' WHERE shop_id = $1",
    [world.shop.id],
  );
  const { code } = await world.give(recipient);
  const order = orderWith([code], { email: recipient });
  await follow(world.services, world.shop, order, cancelled(order));
  await assignReplacements(world.services, new AbortController().signal);
  return { code, order: order.name };
}

describe("codes to send", () => {
  it("are those that took the place of others, with what they replace and why", async () => {
    await world.give("bob@example.com");
    const { code, order } = await replaced("ada@example.com");
    const [unsent, ...others] = await list();
    expect(others).toEqual([]);
    expect(unsent).toMatchObject({
      recipient: "ada@example.com",
      insteadOf: code,
      order,
      pool: { id: world.poolId },
      since: world.services.clock.now(),
    });
    expect(unsent?.code).not.toBe(code);
    expect(await countUnsent(world.services, world.shop)).toEqual({
      count: 1,
      newestId: unsent?.assignmentId,
    });
  });

  it("leave the list when they are marked as sent, and those that came later stay", async () => {
    await replaced("ada@example.com");
    const { newestId } = await countUnsent(world.services, world.shop);
    const throughId = newestId ?? 0;
    const mark = (through: number) =>
      markSent(world.services, world.shop, { throughId: through, actor });
    expect(expectOk(await mark(throughId - 1))).toEqual({ count: 0 });
    expect(await list()).toHaveLength(1);
    expect(expectOk(await mark(throughId))).toEqual({ count: 1 });
    expect(expectOk(await mark(throughId))).toEqual({ count: 0 });
    expect(await list()).toEqual([]);
    expect(await countUnsent(world.services, world.shop)).toEqual({ count: 0, newestId: null });
  });

  it("leave the list when they are used", async () => {
    await replaced("ada@example.com");
    const [unsent] = await list();
    await follow(
      world.services,
      world.shop,
      orderWith([unsent?.code ?? ""], { email: "ada@example.com" }),
    );
    expect(await list()).toEqual([]);
  });

  it("are nobody's business in another store", async () => {
    await replaced("ada@example.com");
    const other = { ...world.shop, id: world.shop.id + 1_000 };
    const page = { afterId: 0, throughId: null, limit: 9 };
    expect(await listUnsent(world.services, other, page)).toEqual([]);
    expectOk(await markSent(world.services, other, { throughId: 1_000_000, actor }));
    expect(await list()).toHaveLength(1);
  });
});
