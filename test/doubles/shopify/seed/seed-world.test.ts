import { expect, test, vi } from "vitest";
import { stillSandbox } from "../graphql/ask-for-test";
import { seedStore } from "./seed-world";

// One moment for all of them: whether two worlds are the same is not a matter of when.
vi.mock("../clock/now", async (load) => ({
  ...(await load<object>()),
  now: () => Date.UTC(2026, 10, 21),
}));

const size = (shop: object | undefined, part: string): number =>
  Object.keys((shop as Record<string, object> | undefined)?.[part] ?? {}).length;

test.each([
  { seed: "small" as const, products: 3, customers: 5, discounts: 2 },
  { seed: "demo" as const, products: 25, customers: 120, discounts: 9 },
])("fills the demo store: $seed", ({ seed, ...sizes }) => {
  const { shops } = stillSandbox(seed).world;
  const demo = shops["demo-store.myshopify.com"];
  for (const [part, expected] of Object.entries(sizes)) expect(size(demo, part)).toBe(expected);
  expect(Object.values(shops).map((shop) => shop.installation !== null)).toEqual([true, true]);
});

test("opens one more store that has the app, and keeps the others as they are", () => {
  const sandbox = stillSandbox("small");
  const before = structuredClone(sandbox.world.shops);
  const store = seedStore(sandbox, "third-store.myshopify.com");
  expect(sandbox.world.shops).toEqual({ ...before, [store.domain]: store });
  expect(store).toMatchObject({ name: "Lindenhof Kaffee", installation: expect.anything() });
  const ids = Object.values(sandbox.world.shops).flatMap((shop) => Object.keys(shop.discounts));
  expect(new Set(ids).size).toBe(6);
});

test("is the same at every start", () => {
  expect(stillSandbox("demo").world).toEqual(stillSandbox("demo").world);
});

test("customers differ in their addresses, and none is of a real domain", () => {
  const demo = stillSandbox("demo").world.shops["demo-store.myshopify.com"];
  const emails = Object.values(demo?.customers ?? {}).map(({ email }) => email ?? "");
  expect(new Set(emails).size).toBe(120);
  expect(emails.filter((email) => !/^[a-z]+\.[a-z]+\d*@mail\.example$/.test(email))).toEqual([]);
});
