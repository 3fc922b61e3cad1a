import { describe, expect, it } from "vitest";
import { readReconciliation } from "../../../app/features/publishing/reconciliation/read-reconciliation.server";
import { listIgnoredDifferences } from "../../../app/features/publishing/reconciliation/repair/list-ignored-differences.server";
import { stopIgnoring } from "../../../app/features/publishing/reconciliation/repair/stop-ignoring.server";
import { runJobs } from "../../setup/run-jobs";
import { insertShop } from "../../setup/test-services";
import { actor, reconciliationFixture } from "./reconciliation-fixture";

describe("an ignored difference", () => {
  const fixture = reconciliationFixture();

  it("isn't reported again until it changes or is no longer ignored", async () => {
    const left = () =>
      listIgnoredDifferences(fixture.services, fixture.shop, { after: 0, limit: 100 });
    const leftCodes = async () => (await left()).differences.map(({ code }) => code);
    for (const code of ["FOREIGN-1", "FOREIGN-2", "FOREIGN-3"])
      fixture.platform.put(fixture.under(), code);
    const [lost] = await fixture.codes();
    fixture.platform.codes.delete(lost?.toLowerCase() ?? "");
    const first = await fixture.check();
    const ids = (await fixture.found(first, "unknown")).map(({ id }) => id);
    expect(await fixture.repair(first, "unknown", "ignore", ids.slice(0, 1))).toEqual({
      ok: true,
      value: { repaired: 1 },
    });
    await fixture.repair(first, "unknown", "ignore", null);
    await fixture.repair(first, "missing", "ignore", null);
    await runJobs(fixture.services, ["repair-differences"]);
    expect(await left()).toMatchObject({ count: 4, more: false, next: null });
    expect((await left()).differences[0]).toMatchObject({
      kind: "unknown",
      code: "FOREIGN-1",
      ignoredBy: "Ada",
    });
    expect(
      await listIgnoredDifferences(fixture.services, fixture.shop, { after: 0, limit: 2 }),
    ).toMatchObject({
      count: 4,
      next: (await left()).differences[1]?.id,
    });
    expect((await fixture.found(first, "unknown")).map((one) => one.repair)).toEqual(
      Array(3).fill("ignore"),
    );

    await fixture.check();
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({
      missing: 0,
      unknown: 0,
    });
    expect(await left()).toMatchObject({ count: 4 });

    // One code is removed and added again, one is removed, and the missing one is back.
    fixture.platform.codes.delete("foreign-1");
    fixture.platform.codes.delete("foreign-3");
    fixture.platform.put(fixture.under(), "FOREIGN-1");
    fixture.platform.put(fixture.under(), lost ?? "");
    const third = await fixture.check();
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({
      missing: 0,
      unknown: 1,
    });
    expect((await fixture.found(third, "unknown")).map(({ code }) => code)).toEqual(["FOREIGN-1"]);
    expect(await leftCodes()).toEqual(["FOREIGN-2"]);
    fixture.platform.codes.delete(lost?.toLowerCase() ?? "");
    const fourth = await fixture.check();
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({
      missing: 1,
      unknown: 1,
    });

    // A difference ignored in this check is reported again immediately, all others at the next check.
    await fixture.repair(fourth, "missing", "ignore", null);
    await runJobs(fixture.services, ["repair-differences"]);
    expect(await stopIgnoring(fixture.services, fixture.shop, { ids: null, actor })).toEqual({
      ok: true,
      value: { reported: 2 },
    });
    expect((await fixture.found(fourth, "missing")).map((one) => one.repair)).toEqual([null]);
    await fixture.check();
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({
      missing: 1,
      unknown: 2,
    });
    const stranger = await insertShop(fixture.services, `stranger.myshopify.com`);
    expect(
      await listIgnoredDifferences(fixture.services, stranger, { after: 0, limit: 9 }),
    ).toMatchObject({
      count: 0,
    });
  });

  it("about an inactive discount is reported again after the discount was active", async () => {
    fixture.platform.ended.add(fixture.under());
    await fixture.repair(await fixture.check(), "inactive", "ignore", null);
    await runJobs(fixture.services, ["repair-differences"]);
    await fixture.check();
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({ inactive: 0 });
    fixture.platform.ended.clear();
    await fixture.check();
    fixture.platform.ended.add(fixture.under());
    await fixture.check();
    expect(await readReconciliation(fixture.services, fixture.shop)).toMatchObject({ inactive: 1 });
  });
});
