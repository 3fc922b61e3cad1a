import { beforeEach, expect, test, vi } from "vitest";
import { stillSandbox } from "../graphql/ask-for-test";
import { seedStore } from "./seed-world";

// A fixed time, so states created at different times can be equal.
beforeEach(() => {
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.UTC(2026, 10, 21));
  return () => clock.mockRestore();
});

const size = (shop: object | undefined, part: string): number =>
  Object.keys((shop as Record<string, object> | undefined)?.[part] ?? {}).length;

test.each([
  { seed: "small" as const, products: 3, customers: 5, discounts: 2 },
  { seed: "demo" as const, products: 25, customers: 120, discounts: 9 },
])("the demo store has the expected amount of data: $seed", ({ seed, ...sizes }) => {
  const { shops } = stillSandbox(seed).world;
  const demo = shops["demo-store.myshopify.com"];
  for (const [part, expected] of Object.entries(sizes)) expect(size(demo, part)).toBe(expected);
  expect(Object.values(shops).map((shop) => shop.installation !== null)).toEqual([true, true]);
});

test("another store can be added without changing the others", () => {
  const sandbox = stillSandbox("small");
  const before = structuredClone(sandbox.world.shops);
  const store = seedStore(sandbox, "third-store.myshopify.com");
  expect(sandbox.world.shops).toEqual({ ...before, [store.domain]: store });
  expect(store).toMatchObject({ name: "Lindenhof Kaffee", installation: expect.anything() });
  const ids = Object.values(sandbox.world.shops).flatMap((shop) => Object.keys(shop.discounts));
  expect(new Set(ids).size).toBe(6);
});

test("seeding is reproducible", () => {
  expect(stillSandbox("demo").world).toEqual(stillSandbox("demo").world);
});

test("customers have unique addresses at a reserved domain", () => {
  const demo = stillSandbox("demo").world.shops["demo-store.myshopify.com"];
  const emails = Object.values(demo?.customers ?? {}).map(({ email }) => email ?? "");
  expect(new Set(emails).size).toBe(120);
  expect(emails.filter((email) => !/^[a-z]+\.[a-z]+\d*@mail\.example$/.test(email))).toEqual([]);
});
