import { beforeEach, expect, test } from "vitest";
import { adminApi } from "../../for-tests/admin-api";
import { addCodes, newDiscount } from "../../for-tests/discount-calls";
import { orderCalls } from "../../for-tests/order-calls";
import { DEMO_SHOP, testSandbox } from "../../for-tests/test-sandbox";
import type { Shop } from "../../shops/shop";

const sandbox = testSandbox({
  scopes: ["read_orders", "read_customers", "read_products", "write_discounts"],
});
const api = adminApi(sandbox);
const orders = orderCalls(sandbox);
const DAY_MS = 86_400_000;

beforeEach(() => sandbox.call("POST", "/control/api/reset", { seed: "demo" }));

const shop = (): Shop => {
  const found = sandbox.running.sandbox.world.shops[DEMO_SHOP];
  if (!found) throw new Error("There is no demo store");
  return found;
};
const productId = (title: string): string => {
  const found = Object.values(shop().products).find((product) => product.title === title);
  if (!found) throw new Error(`There is no ${title}`);
  return found.id;
};
const customer = (at: number) => Object.values(shop().customers)[at];
const line = (title: string, quantity = 1, price?: string) => ({
  productId: productId(title),
  quantity,
  ...(price && { price }),
});
const custom = (price: string, quantity = 1) => ({ title: "Thing", price, quantity });
const gid = (type: string, id: string | undefined): string => `gid://shopify/${type}/${id}`;
const reasons = async (order: object): Promise<string[]> =>
  (await orders.refused(order)).refused.map(({ reason }) => reason);
const combines = (
  orderDiscounts: boolean,
  productDiscounts: boolean,
  shippingDiscounts = true,
) => ({
  combinesWith: { orderDiscounts, productDiscounts, shippingDiscounts },
});
const percentOf = (percentage: number, items: object = { all: true }) => ({
  customerGets: { value: { percentage }, items },
});
const amountOff = (amount: string, appliesOnEachItem: boolean, items: object = { all: true }) => ({
  customerGets: { value: { discountAmount: { amount, appliesOnEachItem } }, items },
});
const only = (title: string) => ({
  products: { productsToAdd: [gid("Product", productId(title))] },
});

test("an unknown code is rejected with a message for the buyer", async () => {
  const { refused } = await orders.refused({ codes: ["NOSUCH"] });
  expect(refused).toEqual([
    { code: "NOSUCH", reason: "DISCOUNT_NOT_FOUND", message: "Enter a valid discount code" },
  ]);
});

test("codes are rejected before their start and after their end", async () => {
  expect(await reasons({ codes: ["SUMMER20"], lines: [line("Sampler Box")] })).toEqual([
    "DISCOUNT_CURRENTLY_INACTIVE",
  ]);
  const two = { codes: ["TWENTYFIVE"], lines: [custom("10.00", 2)] };
  expect(await reasons(two)).toEqual(["DISCOUNT_CURRENTLY_INACTIVE"]);
  await sandbox.call("POST", "/control/api/clock", { advanceMs: 15 * DAY_MS });
  expect((await orders.place(two)).totalDiscounts).toBe("5.00");
});

test("a usage limit applies to each code, and cancellations don't restore uses", async () => {
  const id = await newDiscount(api, { code: "FIRST", usageLimit: 1 });
  await addCodes(api, id, ["SECOND"]);
  await sandbox.call("POST", "/control/api/clock", { advanceMs: 10_000 });
  const order = await orders.place({ codes: ["first"] });
  await orders.act(order, "cancel");
  expect(await reasons({ codes: ["FIRST"] })).toEqual(["DISCOUNT_USAGE_LIMIT_REACHED"]);
  expect((await orders.place({ codes: ["second"] })).codes).toEqual(["SECOND"]);
});

test("the Admin API shows a use some seconds later", async () => {
  await newDiscount(api, { code: "COUNTED" });
  await orders.place({ codes: ["COUNTED"] });
  const query = `{ codeDiscountNodeByCode(code: "COUNTED") { codeDiscount { ... on DiscountCodeBasic { asyncUsageCount } } } }`;
  const count = async () =>
    (await orders.ask<Record<string, { codeDiscount: object }>>(query))["codeDiscountNodeByCode"];
  expect(await count()).toEqual({ codeDiscount: { asyncUsageCount: 0 } });
  await sandbox.call("POST", "/control/api/clock", { advanceMs: 5000 });
  expect(await count()).toEqual({ codeDiscount: { asyncUsageCount: 1 } });
});

test("once per customer applies to all codes, whether signed in or by email", async () => {
  const id = await newDiscount(api, { code: "ONCE-A", appliesOncePerCustomer: true });
  await addCodes(api, id, ["ONCE-B"]);
  await sandbox.call("POST", "/control/api/clock", { advanceMs: 10_000 });
  const person = customer(0);
  await orders.place({ codes: ["ONCE-A"], customerId: person?.id });
  const again = { codes: ["ONCE-B"], email: person?.email?.toUpperCase() };
  expect(await reasons(again)).toEqual(["DISCOUNT_CUSTOMER_USAGE_LIMIT_REACHED"]);
  await orders.place({ codes: ["ONCE-B"], email: "somebody@mail.example" });
  expect(await reasons({ codes: ["ONCE-A"], email: "somebody@mail.example" })).toEqual([
    "DISCOUNT_CUSTOMER_USAGE_LIMIT_REACHED",
  ]);
});

test("minimum subtotal and minimum quantity are enforced exactly", async () => {
  const short = { codes: ["FIVER"], lines: [custom("39.99")] };
  expect(await reasons(short)).toEqual(["DISCOUNT_PURCHASE_NOT_IN_RANGE"]);
  const enough = await orders.place({ codes: ["FIVER"], lines: [custom("40.00")] });
  expect([enough.totalDiscounts, enough.total]).toEqual(["5.00", "39.90"]);
  await newDiscount(api, {
    code: "THREE",
    minimumRequirement: { quantity: { greaterThanOrEqualToQuantity: "3" } },
  });
  expect(await reasons({ codes: ["THREE"], lines: [custom("10.00", 2)] })).toEqual([
    "DISCOUNT_QUANTITY_NOT_IN_RANGE",
  ]);
  await orders.place({ codes: ["THREE"], lines: [custom("10.00", 3)] });
});

test("a discount applies only to its items", async () => {
  await newDiscount(api, { code: "SENCHA", ...percentOf(0.5, only("Sencha")) });
  expect(await reasons({ codes: ["SENCHA"], lines: [line("Paper Filters")] })).toEqual([
    "DISCOUNT_NO_ENTITLED_LINE_ITEMS",
  ]);
  const lines = [line("Sencha", 2, "10.00"), line("Paper Filters", 1, "4.50")];
  expect((await orders.place({ codes: ["SENCHA"], lines })).totalDiscounts).toBe("10.00");
});

test("a discount on a collection applies to its products", async () => {
  const tea = Object.values(shop().collections).find(({ title }) => title === "Tea");
  const items = { collections: { add: [gid("Collection", tea?.id)] } };
  await newDiscount(api, { code: "TEAS", ...percentOf(0.1, items) });
  const lines = [line("Sencha", 1, "10.00"), line("Hand Grinder", 1, "79.00")];
  expect((await orders.place({ codes: ["TEAS"], lines })).totalDiscounts).toBe("1.00");
});

test("a discount for specific customers also recognizes them by email", async () => {
  const [chosen, other] = [customer(0), customer(1)];
  const context = { customers: { add: [gid("Customer", chosen?.id)] } };
  await newDiscount(api, { code: "MINE", context });
  expect(await reasons({ codes: ["MINE"] })).toEqual(["DISCOUNT_ELIGIBLE_CUSTOMER_MISSING"]);
  expect(await reasons({ codes: ["MINE"], customerId: other?.id })).toEqual([
    "DISCOUNT_CUSTOMER_NOT_ELIGIBLE",
  ]);
  await orders.place({ codes: ["MINE"], customerId: chosen?.id });
  await orders.place({ codes: ["MINE"], email: chosen?.email });
});

test("a discount for a segment applies only to its customers", async () => {
  const segment = Object.values(shop().segments).find(({ name }) => name === "VIP customers");
  const context = { customerSegments: { add: [gid("Segment", segment?.id)] } };
  await newDiscount(api, { code: "VIPS", context });
  const everybody = Object.values(shop().customers);
  const vip = everybody.find(({ tags }) => tags.includes("VIP"));
  const other = everybody.find(({ tags }) => !tags.includes("VIP"));
  await orders.place({ codes: ["VIPS"], customerId: vip?.id });
  expect(await reasons({ codes: ["VIPS"], customerId: other?.id })).toEqual([
    "DISCOUNT_CUSTOMER_NOT_ELIGIBLE",
  ]);
});

test("codes combine only if both allow it", async () => {
  await newDiscount(api, { code: "ALONE", ...combines(false, false) });
  await newDiscount(api, { code: "FRIENDLY", ...combines(true, true) });
  await newDiscount(api, { code: "OPEN", ...combines(true, true), ...percentOf(0.2) });
  const lines = [custom("100.00")];
  expect(await reasons({ codes: ["FRIENDLY", "ALONE"], lines })).toEqual([
    "DISCOUNT_CODE_NOT_HONOURED",
  ]);
  // 10% of 100, and then 20% of the remaining 90.
  const both = await orders.place({ codes: ["FRIENDLY", "OPEN"], lines });
  expect(both.discounts.map(({ amount }) => amount)).toEqual(["10.00", "18.00"]);
});

test("an order accepts at most five item codes and one shipping code", async () => {
  for (let n = 1; n <= 6; n += 1) {
    await newDiscount(api, { code: `N${n}`, ...combines(true, true), ...amountOff("1.00", false) });
  }
  const five = ["N1", "N2", "N3", "N4", "N5"];
  const lines = [custom("100.00")];
  expect(await reasons({ codes: [...five, "N6"], lines })).toEqual(["DISCOUNT_CODE_NOT_HONOURED"]);
  const order = await orders.place({ codes: [...five, "FREESHIP"], lines });
  expect([order.totalDiscounts, order.codes.length]).toEqual(["9.90", 6]);
});

test("free shipping depends on country, shipping price and subtotal", async () => {
  const sent = { codes: ["FREESHIP"], lines: [custom("60.00")] };
  expect((await orders.place(sent)).total).toBe("60.00");
  const none = ["DISCOUNT_NO_ENTITLED_SHIPPING_LINES"];
  expect(await reasons({ ...sent, country: "US" })).toEqual(none);
  expect(await reasons({ ...sent, shippingPrice: "12.00" })).toEqual(none);
  expect(await reasons({ ...sent, shippingPrice: null })).toEqual(none);
  expect(await reasons({ ...sent, lines: [custom("49.99")] })).toEqual([
    "DISCOUNT_PURCHASE_NOT_IN_RANGE",
  ]);
});

test("buying two coffees makes the cheaper tea free, once per order", async () => {
  const teas = [line("Sencha", 1, "9.00"), line("Mountain Herbs", 1, "7.50")];
  const lines = [line("Sampler Box", 4, "10.00"), ...teas];
  const order = await orders.place({ codes: ["TEATIME"], lines });
  expect(order.totalDiscounts).toBe("7.50");
  expect(await reasons({ codes: ["TEATIME"], lines: [line("Sampler Box", 1), ...teas] })).toEqual([
    "DISCOUNT_QUANTITY_NOT_IN_RANGE",
  ]);
});

test("an amount applies to the entire order or to each item", async () => {
  const lines = [custom("10.00"), custom("10.00"), custom("10.00")];
  await newDiscount(api, { code: "TENNER", ...amountOff("10.00", false) });
  expect((await orders.place({ codes: ["TENNER"], lines })).totalDiscounts).toBe("10.00");
  await newDiscount(api, { code: "EACH", ...amountOff("2.50", true, only("Sencha")) });
  const three = { codes: ["EACH"], lines: [line("Sencha", 3, "9.90")] };
  expect((await orders.place(three)).totalDiscounts).toBe("7.50");
  // Never more than the price.
  const cheap = await orders.place({ codes: ["TENNER"], lines: [custom("4.00")] });
  expect([cheap.totalDiscounts, cheap.total]).toEqual(["4.00", "4.90"]);
});

test("an automatic discount applies unless a code can't be combined with it", async () => {
  const lines = [line("Hand Grinder", 2, "79.00")];
  const order = await orders.place({ lines });
  expect(order.discounts).toMatchObject([{ kind: "automatic", code: null, amount: "15.80" }]);
  expect(order.codes).toEqual([]);
  const withCode = await orders.place({ codes: ["FIVER"], lines });
  expect(withCode.discounts).toMatchObject([{ code: "FIVER", amount: "5.00" }]);
});

test("a forced order accepts any code", async () => {
  const forced = await orders.place({ codes: ["SUMMER20", "GONE"], force: true });
  expect(forced.codes.sort()).toEqual(["GONE", "SUMMER20"]);
});
