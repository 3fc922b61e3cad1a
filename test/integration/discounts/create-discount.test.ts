import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { findDiscount } from "../../../app/features/discounts/cache/find-discount.server";
import { createDiscount } from "../../../app/features/discounts/creation/create-discount.server";
import {
  type DiscountDraft,
  emptyDraft,
} from "../../../app/features/discounts/creation/discount-draft";
import { discountSentence } from "../../../app/features/discounts/discount-sentence";
import { runJobs } from "../../setup/run-jobs";
import { discountFixture } from "./discount-fixture";

const fixture = discountFixture();
const actor = { name: "Ada L." };

const draft = (fields: Partial<DiscountDraft> = {}): DiscountDraft => ({
  ...emptyDraft("2026-11-21"),
  title: "Winter",
  percent: "20",
  usageLimit: "",
  ...fields,
});
const create = (fields: Partial<DiscountDraft> = {}, creationKey = randomUUID()) =>
  createDiscount(fixture.services, fixture.shop, { draft: draft(fields), creationKey, actor });

/** The shop's discounts with this title, and their codes. */
async function inShop(title: string) {
  const { nodes } = await fixture.admin.field<{ nodes: { codeDiscount: ShopDiscount }[] }>(
    "codeDiscountNodes",
    `{ codeDiscountNodes(first: 100) { nodes { codeDiscount {
      ... on DiscountCodeBasic { title codes(first: 5) { nodes { code } } }
      ... on DiscountCodeFreeShipping { title codes(first: 5) { nodes { code } } }
      ... on DiscountCodeBxgy { title codes(first: 5) { nodes { code } } } } } } }`,
  );
  return nodes.map(({ codeDiscount }) => codeDiscount).filter((one) => one.title === title);
}

interface ShopDiscount {
  title: string;
  codes: { nodes: { code: string }[] };
}

/** Picks the shop's first products or collections. */
async function pick(kind: "products" | "collections", count: number) {
  const platform = fixture.services.platform(fixture.shop.domain);
  const found = await platform.searchItems({ kind, search: "", cursor: null });
  if (!found.ok) throw new Error(found.failure.kind);
  const picked = found.value.items.slice(0, count).map(({ id, title }) => ({ id, title }));
  expect(picked).toHaveLength(count);
  return { kind, products: [], collections: [], [kind]: picked };
}

describe("creating a discount", () => {
  beforeEach(async () => {
    await fixture.fault(null);
    await fixture.services.database.query("DELETE FROM graphile_worker._private_jobs");
    await fixture.services.database.query("DELETE FROM audit_entry");
  });

  it("creates each type as entered", async () => {
    const products = await pick("products", 2);
    const collections = await pick("collections", 1);
    const drafts: [Partial<DiscountDraft>, string][] = [
      [
        { minimum: "subtotal", minimumSubtotal: "50", oncePerCustomer: true, endDay: "2026-12-31" },
        "20% off the entire order, from €50, once per customer, until December 31, 2026",
      ],
      [{ items: products, percent: "12.5" }, "12.5% off 2 products"],
      [
        { kind: "fixed_amount", amount: "7,50", items: collections, eachItem: true },
        "€7.50 off each item of 1 collection",
      ],
      [
        { kind: "fixed_amount", amount: "10", minimum: "quantity", minimumQuantity: "3" },
        "€10 off the entire order, from 3 items",
      ],
      [
        {
          kind: "free_shipping",
          upTo: "9.90",
          combinesWith: { product: true, order: true, shipping: false },
        },
        "Free shipping for rates up to €9.90, combines with product and order discounts",
      ],
      [
        {
          kind: "buy_x_get_y",
          buyQuantity: "2",
          buyItems: collections,
          getItems: products,
          usesPerOrder: "1",
          startDay: "2026-12-01",
        },
        "Buy 2 items of 1 collection, get 1 item of 2 products free, once per order, starting December 1, 2026",
      ],
    ];
    for (const [fields, sentence] of drafts) {
      const made = await create({ ...fields, title: sentence.slice(0, 60) });
      expect(made).toMatchObject({ ok: true });
      if (!made.ok || !made.value.terms) throw new Error("no terms");
      const { currency, timeZone } = fixture.shop;
      const now = fixture.services.clock.now();
      const kept = await findDiscount(fixture.services, fixture.shop, made.value.id);
      expect(kept).toMatchObject({ ok: true, value: { terms: made.value.terms } });
      expect(discountSentence(made.value.terms, { currency, timeZone, now })).toBe(sentence);
    }
  });

  it("reports invalid fields without calling the platform", async () => {
    const made = await create({ title: "", percent: "120", endDay: "2026-11-01" });
    expect(made).toMatchObject({ ok: false, failure: { kind: "discount_refused" } });
    const problems = made.ok || !("problems" in made.failure) ? [] : made.failure.problems;
    expect(problems.map(({ field }) => field)).toEqual(["title", "value.percent", "endsAt"]);
  });

  it("reports the platform's validation errors", async () => {
    const gone = { id: "gid://shopify/Product/999999999", title: "Sold out" };
    const items = { kind: "products" as const, products: [gone], collections: [] };
    const made = await create({ title: "Refused", items });
    expect(made).toMatchObject({ ok: false, failure: { kind: "discount_refused" } });
    const problems = made.ok || !("problems" in made.failure) ? [] : made.failure.problems;
    expect(problems[0]?.message).toBeTruthy();
    expect(await inShop("Refused")).toEqual([]);
  });

  it("leaves no usable placeholder code behind", async () => {
    const made = await create({ title: "Swept" });
    expect(made.ok).toBe(true);
    const [before] = await inShop("Swept");
    expect(before?.codes.nodes[0]?.code).toMatch(/^SETUP-[0-9A-F]{40}$/);
    await runJobs(fixture.services, ["remove-placeholder-code"]);
    await fixture.sandbox.call("POST", "/control/api/clock", { advanceMs: 10_000 });
    const [after] = await inShop("Swept");
    expect(after?.codes.nodes).toEqual([]);
    // The job checks again, finds nothing and ends.
    await fixture.services.database.query(
      "UPDATE graphile_worker._private_jobs SET run_at = now()",
    );
    await runJobs(fixture.services, ["remove-placeholder-code"]);
    const jobs = await fixture.services.database.query(
      "SELECT 1 FROM graphile_worker._private_jobs",
    );
    expect(jobs).toEqual([]);
  });

  it("recovers the discount if the response was lost", async () => {
    const match = "graphql:discountCodeBasicCreate";
    await fixture.fault({ match, kind: "lost-answer", times: 1 });
    expect(await create({ title: "Lost and found" })).toMatchObject({ ok: true });
    expect(await inShop("Lost and found")).toHaveLength(1);
  });

  it("creates one discount if the form is submitted twice, even concurrently", async () => {
    const key = randomUUID();
    const made = await Promise.all([
      create({ title: "Twice" }, key),
      create({ title: "Twice" }, key),
    ]);
    const again = await create({ title: "Twice" }, key);
    const ids = [...made, again].map((one) => (one.ok ? one.value.id : one.failure.kind));
    expect(new Set(ids).size).toBe(1);
    expect(await inShop("Twice")).toHaveLength(1);
  });

  it("creates another discount if the form was changed and submitted again", async () => {
    const key = randomUUID();
    await create({ title: "Changed" }, key);
    await create({ title: "Changed", percent: "25" }, key);
    expect(await inShop("Changed")).toHaveLength(2);
  });

  it("removes the placeholder code even if the process died before saving the discount", async () => {
    // Simulates a process that dies after the platform responded and before we saved the result.
    const { database } = fixture.services;
    const dying = {
      ...fixture.services,
      database: { ...database, transaction: () => Promise.reject(new Error("killed")) },
    };
    const input = { draft: draft({ title: "Orphan" }), creationKey: randomUUID(), actor };
    await expect(createDiscount(dying, fixture.shop, input)).rejects.toThrow("killed");
    expect((await inShop("Orphan"))[0]?.codes.nodes).toHaveLength(1);
    await database.query("UPDATE graphile_worker._private_jobs SET run_at = now()");
    await runJobs(fixture.services, ["remove-placeholder-code"]);
    await fixture.sandbox.call("POST", "/control/api/clock", { advanceMs: 10_000 });
    expect((await inShop("Orphan"))[0]?.codes.nodes).toEqual([]);
  });

  it("fails if the platform is unreachable", async () => {
    await fixture.fault({ match: "graphql", kind: "5xx" });
    expect(await create({ title: "Down" })).toMatchObject({
      ok: false,
      failure: { kind: "platform_unreachable" },
    });
    await fixture.fault(null);
    expect(await inShop("Down")).toEqual([]);
  });

  it("records who created it in the audit log", async () => {
    await create({ title: "Audited" });
    const entries = await fixture.services.database.query(
      "SELECT actor, action, detail FROM audit_entry WHERE shop_id = $1",
      [fixture.shop.id],
    );
    expect(entries).toEqual([
      { actor: "Ada L.", action: "discount.created", detail: { title: "Audited" } },
    ]);
  });
});
