import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cancelAudience } from "../../../app/campaigns/cancel-audience.server";
import { createAudience } from "../../../app/campaigns/create-audience.server";
import { findAudience } from "../../../app/campaigns/find-audience.server";
import { listMembers } from "../../../app/campaigns/list-members.server";
import { runAudience } from "../../../app/campaigns/run-audience.server";
import type { ShopContext } from "../../../app/core/ids";
import { expectTruth } from "../../factories/stock-truth";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("giving codes to a whole list", () => {
  let services: TestServices;
  let shop: ShopContext;
  const actor = { name: "Ada" };
  const forever = new AbortController().signal;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
  });
  afterAll(() => services.close());

  const people = (count: number, name = "person") =>
    Array.from({ length: count }, (_, n) => `${name}-${n}@example.com`).join("\n");

  async function create(poolId: number, text: string): Promise<number> {
    const input = { poolId, text, source: "manual", actor };
    const made = await createAudience(services, shop, input);
    if (!made.ok) throw new Error(made.failure.kind);
    return made.value.id;
  }

  async function find(poolId: number, audienceId: number) {
    const found = await findAudience(services, shop, { poolId, audienceId });
    if (!found.ok) throw new Error("not found");
    return found.value;
  }

  const members = (audienceId: number) =>
    listMembers(services, shop, { audienceId, afterLine: 0, limit: 20_000, refusedOnly: false });

  const given = async (poolId: number) =>
    services.database.query<{ count: number; codes: number; people: number }>(
      `SELECT count(*) AS count, count(DISTINCT code_id) AS codes,
              count(DISTINCT recipient_id) AS people FROM assignment WHERE pool_id = $1`,
      [poolId],
    );

  /** Services whose database fails at the n-th commit: just before it, or just after. */
  function breaking(at: number, when: "before" | "after"): TestServices {
    let commits = 0;
    const transaction: TestServices["database"]["transaction"] = (work) => {
      commits += 1;
      const breaks = commits === at;
      return services.database
        .transaction(async (tx) => {
          const answer = await work(tx);
          if (breaks && when === "before") throw new Error("broken");
          return answer;
        })
        .then((answer) => {
          if (breaks) throw new Error("broken");
          return answer;
        });
    };
    return { ...services, database: { ...services.database, transaction } };
  }

  it("gives each their code and reports each line that got none, with the reason", async () => {
    const pool = await insertPool(services, shop, { codes: 3, code: { message: "Hello" } });
    const text =
      "Ada <ada@example.com>\n\nnobody\nADA@example.com\nb@example.com\nc@example.com\nd@example.com";
    const audience = await create(pool, text);
    expect(await find(pool, audience)).toMatchObject({ state: "queued", total: 6, done: 2 });
    await runAudience(services, shop, audience, forever);
    expect(await find(pool, audience)).toMatchObject({
      state: "done",
      total: 6,
      done: 6,
      assigned: 3,
      refused: 3,
      createdBy: "Ada",
    });
    expect(
      (await members(audience)).map(({ line, address, code, refusal }) => [
        line,
        address,
        code === null ? refusal : "code",
      ]),
    ).toEqual([
      [1, "ada@example.com", "code"],
      [3, "nobody", "recipient_invalid"],
      [4, "ADA@example.com", "twice_in_list"],
      [5, "b@example.com", "code"],
      [6, "c@example.com", "code"],
      [7, "d@example.com", "pool_empty"],
    ]);
    await expectTruth(services, shop);
    const audit = "SELECT action, actor, detail FROM audit_entry WHERE pool_id = $1 ORDER BY id";
    expect(await services.database.query(audit, [pool])).toMatchObject([
      { action: "audience.started", actor: "Ada", detail: { total: 6 } },
      { action: "audience.finished", actor: "Ada", detail: { assigned: 3, refused: 3 } },
    ]);
  });

  it("puts the job into the queue together with the list", async () => {
    const pool = await insertPool(services, shop, { codes: 3 });
    const audience = await create(pool, people(2));
    const jobs = await services.database.query(
      `SELECT payload FROM graphile_worker._private_jobs AS job
         JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id
        WHERE task.identifier = 'assign-audience'
          AND (payload->>'audienceId')::int = $1`,
      [audience],
    );
    expect(jobs).toEqual([{ payload: { shopId: shop.id, audienceId: audience } }]);
  });

  it.each<[number, "before" | "after"]>([
    [1, "before"],
    [1, "after"],
    [2, "before"],
    [3, "after"],
    [4, "before"],
    [4, "after"],
  ])("neither loses nor doubles when it dies at commit %i (just %s)", async (at, when) => {
    // Always new: nothing but the progress tells who was served.
    const last = await insertPool(services, shop, { codes: 2_000, resendPolicy: "always_new" });
    const pool = await insertPool(services, shop, {
      codes: 1_300,
      resendPolicy: "always_new",
      fallbackPoolId: last,
    });
    const audience = await create(pool, people(2_500, `crash-${at}-${when}`));
    await expect(runAudience(breaking(at, when), shop, audience, forever)).rejects.toThrow();
    await runAudience(services, shop, audience, forever);
    expect(await find(pool, audience)).toMatchObject({
      state: "done",
      done: 2_500,
      assigned: 2_500,
    });
    expect(await given(pool)).toEqual([{ count: 1_300, codes: 1_300, people: 1_300 }]);
    expect(await given(last)).toEqual([{ count: 1_200, codes: 1_200, people: 1_200 }]);
    await expectTruth(services, shop);
  });

  it("does not double when two workers run it at once", async () => {
    const pool = await insertPool(services, shop, { codes: 9_000, resendPolicy: "always_new" });
    const audience = await create(pool, people(4_000, "twice"));
    await Promise.all([1, 2, 3].map(() => runAudience(services, shop, audience, forever)));
    expect(await find(pool, audience)).toMatchObject({ state: "done", assigned: 4_000 });
    expect(await given(pool)).toEqual([{ count: 4_000, codes: 4_000, people: 4_000 }]);
    await expectTruth(services, shop);
  });

  it("stops where it is when it is cancelled, and keeps what was given", async () => {
    const pool = await insertPool(services, shop, { codes: 9_000 });
    const audience = await create(pool, people(6_000, "cancelled"));
    const running = runAudience(services, shop, audience, forever);
    while ((await find(pool, audience)).done === 0) await new Promise((r) => setTimeout(r, 5));
    const bob = { name: "Bob" };
    expect(
      await cancelAudience(services, shop, { audienceId: audience, actor: bob }),
    ).toMatchObject({ ok: true });
    await running;
    const stopped = await find(pool, audience);
    expect(stopped).toMatchObject({ state: "cancelled", refused: 0 });
    expect(stopped.done).toBeLessThan(6_000);
    expect((await given(pool))[0]?.count).toBe(stopped.assigned);
    await runAudience(services, shop, audience, forever);
    expect((await find(pool, audience)).done).toBe(stopped.done);
    expect(await cancelAudience(services, shop, { audienceId: audience, actor: bob })).toEqual({
      ok: false,
      failure: { kind: "audience_ended" },
    });
    await expectTruth(services, shop);
  });

  it("lets the worker stop between two steps and goes on later", async () => {
    const pool = await insertPool(services, shop, { codes: 10 });
    const audience = await create(pool, people(10, "paused"));
    await expect(runAudience(services, shop, audience, AbortSignal.abort())).rejects.toThrow();
    await runAudience(services, shop, audience, forever);
    expect(await find(pool, audience)).toMatchObject({ state: "done", assigned: 10 });
  });

  it("fails with a sentence when the pool was deleted meanwhile", async () => {
    const pool = await insertPool(services, shop, { codes: 10 });
    const audience = await create(pool, people(10, "gone"));
    await services.database.query("UPDATE pool SET deleted_at = now() WHERE id = $1", [pool]);
    await runAudience(services, shop, audience, forever);
    expect(await find(pool, audience)).toMatchObject({
      state: "failed",
      failure: "The pool was deleted.",
    });
  });

  it("refuses an empty list, an inactive pool and another shop's pool at once", async () => {
    const asleep = await insertPool(services, shop, { codes: 1, active: false });
    const input = { source: "manual", actor };
    const attempt = (poolId: number, text: string, of = shop) =>
      createAudience(services, of, { ...input, poolId, text });
    expect(await attempt(asleep, " \n ")).toMatchObject({
      failure: { kind: "invalid_input", field: "recipients" },
    });
    expect(await attempt(asleep, people(1))).toMatchObject({ failure: { kind: "pool_inactive" } });
    const other = await insertShop(services, "other-store.myshopify.com");
    expect(await attempt(asleep, people(1), other)).toMatchObject({
      failure: { kind: "pool_not_found" },
    });
    const audience = await create(await insertPool(services, shop, { codes: 1 }), people(1));
    expect(await cancelAudience(services, other, { audienceId: audience, actor })).toMatchObject({
      ok: false,
    });
  });
});
