import { beforeEach, expect, test } from "vitest";
import { functionSandbox } from "../for-tests/function-sandbox";
import { demoShop, insertGuard } from "../for-tests/insert-guard";

const sandbox = functionSandbox();
let cookie = "";

interface CartAnswer {
  item_count: number;
  original_total_price: number;
  total_price: number;
  items: { variant_id: number; quantity: number }[];
  discount_codes: { code: string; applicable: boolean }[];
}

beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset", { seed: "demo" });
  cookie = "";
});

/** Calls the store like a theme's script, which keeps cookies. */
async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { cookie, ...(init.headers as Record<string, string>) };
  const url = `${sandbox.running.url}/store/demo-store${path}`;
  const answer = await fetch(url, { redirect: "manual", ...init, headers });
  cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? cookie;
  return answer;
}
const cart = async (): Promise<CartAnswer> => (await call("/cart.js")).json();
const update = async (body: object): Promise<CartAnswer> => {
  const headers = { "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  return (await call("/cart/update.js", init)).json();
};
const variant = (): string =>
  Object.values(demoShop(sandbox).products).find(({ handle }) => handle === "sampler-box")
    ?.variants[0]?.id ?? "";

test("a permalink fills the cart and opens the checkout with its codes", async () => {
  const answer = await call(`/cart/${variant()}:2?discount=WELCOME10`);
  expect(answer.headers.get("location")).toBe("/store/demo-store/checkout");
  expect(await cart()).toMatchObject({
    item_count: 2,
    items: [{ variant_id: Number(variant()), quantity: 2 }],
    original_total_price: 4200,
    total_price: 3780,
    discount_codes: [{ code: "WELCOME10", applicable: true }],
  });
  expect((await call("/cart/nonsense")).status).toBe(404);
});

test("codes are set all at once, differ not by case, and stay as typed if they are invalid", async () => {
  await call(`/cart/${variant()}:1`);
  const set = await update({ discount: "welcome10,No Such Code, WELCOME10" });
  expect(set.discount_codes).toEqual([
    { code: "welcome10", applicable: true },
    { code: "No Such Code", applicable: false },
  ]);
  expect((await update({ updates: { [variant()]: 3 } })).discount_codes).toHaveLength(2);
  const form = new URLSearchParams({ discount: "", [`updates[${variant()}]`]: "4" });
  const emptied = (await (
    await call("/cart/update.js", { method: "POST", body: form })
  ).json()) as CartAnswer;
  expect(emptied).toMatchObject({ item_count: 4, discount_codes: [] });
});

test("no code is honored in an empty cart", async () => {
  const { discount_codes } = await update({ discount: "WELCOME10" });
  expect(discount_codes).toEqual([{ code: "WELCOME10", applicable: false }]);
  const page = await (await call("/cart")).text();
  expect(page).toContain('data-state="DISCOUNT_CODE_NOT_HONOURED"');
});

test("a code that a function rejects stays in the cart and does not apply", async () => {
  insertGuard(sandbox, { lastDay: "2020-01-01" });
  await call(`/cart/${variant()}:1`);
  const rejected = await update({ discount: "WELCOME10" });
  expect(rejected.discount_codes).toEqual([{ code: "WELCOME10", applicable: false }]);
  expect(rejected.total_price).toBe(rejected.original_total_price);
  await call("/discount/fiver?redirect=/cart");
  expect((await cart()).discount_codes.map(({ code }) => code)).toEqual(["WELCOME10", "fiver"]);
});

test("the language form leads back into the store and nowhere else", async () => {
  const back = async (to: string) => {
    const body = new URLSearchParams({ locale_code: "de", return_to: to });
    return (await call("/localization", { method: "POST", body })).headers.get("location");
  };
  expect(await back("/store/demo-store/cart")).toBe("/store/demo-store/cart");
  expect(await back("https://evil.example/")).toBe("/store/demo-store");
});
