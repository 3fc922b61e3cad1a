import { describe, expect, it } from "vitest";
import { readReconciliation } from "../../../app/features/publishing/reconciliation/read-reconciliation.server";
import { listIgnoredDifferences } from "../../../app/features/publishing/reconciliation/repair/list-ignored-differences.server";
import { stopIgnoring } from "../../../app/features/publishing/reconciliation/repair/stop-ignoring.server";
import { runJobs } from "../../setup/run-jobs";
import { insertShop } from "../../setup/test-services";
import { actor, reconciliationFixture } from "./reconciliation-fixture";

describe("a difference that is left as it is", () => {
  const world = reconciliationFixture();

  it("does not tell again of what is left as it is, until it changes or is taken back", async () => {
    const left = () => listIgnoredDifferences(world.services, world.shop, { after: 0, limit: 100 });
    const leftCodes = async () => (await left()).differences.map(({ code }) => code);
    for (const code of ["FOREIGN-1", "FOREIGN-2", "FOREIGN-3"])
      world.platform.put(world.under(), code);
    const [lost] = await world.codes();
    world.platform.codes.delete(lost?.toLowerCase() ?? "");
    const first = await world.check();
    const ids = (await world.found(first, "unknown")).map(({ id }) => id);
    expect(await world.repair(first, "unknown", "leave", ids.slice(0, 1))).toEqual({
      ok: true,
      value: { repaired: 1 },
    });
    await world.repair(first, "unknown", "leave", null);
    await world.repair(first, "missing", "leave", null);
    await runJobs(world.services, ["repair-differences"]);
    expect(await left()).toMatchObject({ count: 4, more: false, next: null });
    expect((await left()).differences[0]).toMatchObject({
      kind: "unknown",
      code: "FOREIGN-1",
      ignoredBy: "Ada",
    });
    expect(
      await listIgnoredDifferences(world.services, world.shop, { after: 0, limit: 2 }),
    ).toMatchObject({
      count: 4,
      next: (await left()).differences[1]?.id,
    });
    expect((await world.found(first, "unknown")).map((one) => one.repair)).toEqual(
      Array(3).fill("leave"),
    );

    await world.check();
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({
      missing: 0,
      unknown: 0,
    });
    expect(await left()).toMatchObject({ count: 4 });

    // Somebody takes one out and puts it there anew; one that ended is forgotten; the lost one is back.
    world.platform.codes.delete("foreign-1");
    world.platform.codes.delete("foreign-3");
    world.platform.put(world.under(), "FOREIGN-1");
    world.platform.put(world.under(), lost ?? "");
    const third = await world.check();
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({
      missing: 0,
      unknown: 1,
    });
    expect((await world.found(third, "unknown")).map(({ code }) => code)).toEqual(["FOREIGN-1"]);
    expect(await leftCodes()).toEqual(["FOREIGN-2"]);
    world.platform.codes.delete(lost?.toLowerCase() ?? "");
    const fourth = await world.check();
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({
      missing: 1,
      unknown: 1,
    });

    // What was left in this very check is open again at once, everything else at the next.
    await world.repair(fourth, "missing", "leave", null);
    await runJobs(world.services, ["repair-differences"]);
    expect(await stopIgnoring(world.services, world.shop, { ids: null, actor })).toEqual({
      ok: true,
      value: { reported: 2 },
    });
    expect((await world.found(fourth, "missing")).map((one) => one.repair)).toEqual([null]);
    await world.check();
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({
      missing: 1,
      unknown: 2,
    });
    const stranger = await insertShop(world.services, `stranger.myshopify.com`);
    expect(
      await listIgnoredDifferences(world.services, stranger, { after: 0, limit: 9 }),
    ).toMatchObject({
      count: 0,
    });
  });

  it("leaves a pool as it is whose discount does not work, until that works again", async () => {
    world.platform.ended.add(world.under());
    await world.repair(await world.check(), "inactive", "leave", null);
    await runJobs(world.services, ["repair-differences"]);
    await world.check();
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({ inactive: 0 });
    world.platform.ended.clear();
    await world.check();
    world.platform.ended.add(world.under());
    await world.check();
    expect(await readReconciliation(world.services, world.shop)).toMatchObject({ inactive: 1 });
  });
});
