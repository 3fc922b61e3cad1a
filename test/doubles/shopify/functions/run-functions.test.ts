import { beforeEach, expect, test } from "vitest";
import { functionSandbox } from "../for-tests/function-sandbox";
import { demoShop, insertGuard, setMetafield } from "../for-tests/insert-guard";
import { orderCalls } from "../for-tests/order-calls";
import { gid } from "../shops/gid";
import type { FunctionRun } from "./function-run";

const sandbox = functionSandbox();
const orders = orderCalls(sandbox);
const HOLDER = "ada@mail.example";
const forAda = { codes: ["WELCOME10"], email: HOLDER };
const forEve = { codes: ["WELCOME10"], email: "eve@mail.example" };

interface Input {
  cart: { buyerIdentity: unknown };
  [field: string]: unknown;
}
const runs = async (): Promise<FunctionRun[]> =>
  ((await sandbox.call("GET", "/control/api/functions/runs")) as { runs: FunctionRun[] }).runs;
const lastRun = async (): Promise<FunctionRun | undefined> => (await runs())[0];
const lastInput = async (): Promise<Input> => (await lastRun())?.input as unknown as Input;
const lastBuyer = async (): Promise<unknown> => (await lastInput()).cart.buyerIdentity;
const control = (path: string, body: object) => sandbox.call("POST", `/control/api/${path}`, body);

beforeEach(() => sandbox.call("POST", "/control/api/reset", { seed: "demo" }));

test("a function rejects a code with its own message, and the order is not placed", async () => {
  insertGuard(sandbox, { holder: HOLDER, message: "This one is Ada's" });
  const { errors, refused } = await orders.refused(forEve);
  expect(errors).toBe("This one is Ada's");
  expect(refused).toEqual([
    { code: "WELCOME10", reason: "DISCOUNT_REJECTED_BY_FUNCTION", message: "This one is Ada's" },
  ]);
  expect((await orders.place(forAda)).codes).toEqual(["WELCOME10"]);
});

test("a function gets exactly what its query asks for", async () => {
  const { title } = insertGuard(sandbox, { holder: HOLDER });
  await sandbox.call("POST", "/control/api/clock", {
    offsetMs: Date.parse("2026-12-24T22:59:00Z") - Date.now(),
  });
  await orders.place({
    ...forAda,
    codes: ["welcome10", "FREESHIP"],
    locale: "pt-BR",
    lines: [{ title: "Thing", price: "60.00" }],
  });
  const run = await lastRun();
  expect(run).toMatchObject({ handle: "test-guard", discountTitle: title, error: null });
  expect(run?.logs).toBe("looked at the codes");
  expect(run?.input).toEqual({
    enteredDiscountCodes: [
      { code: "WELCOME10", rejectable: true },
      { code: "FREESHIP", rejectable: true },
    ],
    cart: { buyerIdentity: { email: HOLDER, isAuthenticated: false, customer: null } },
    discount: { metafield: { jsonValue: { holder: HOLDER } } },
    localization: { language: { isoCode: "PT_BR" } },
    shop: { localTime: { date: "2026-12-24" } },
  });
  expect(run?.output).toEqual({ operations: [] });
});

test("a code whose native terms are not met never reaches a function", async () => {
  insertGuard(sandbox, {});
  await orders.refused({ codes: ["WELCOME10", "NOSUCH", "SUMMER20", "FIVER"] });
  expect(await lastInput()).toMatchObject({
    enteredDiscountCodes: [{ code: "WELCOME10", rejectable: true }],
  });
});

test("a function sees codes as typed if the checkout is set to that", async () => {
  insertGuard(sandbox, { holder: HOLDER });
  await control("checkout", { codeCase: "typed" });
  const { refused } = await orders.refused({ ...forEve, codes: ["welCome10"] });
  expect(refused).toMatchObject([{ code: "welCome10", reason: "DISCOUNT_REJECTED_BY_FUNCTION" }]);
  expect(await lastInput()).toMatchObject({ enteredDiscountCodes: [{ code: "welCome10" }] });
});

test("a function sees nobody, a guest, a guest with a customer's address, and who signed in", async () => {
  insertGuard(sandbox, { holder: HOLDER });
  const customer = Object.values(demoShop(sandbox).customers)[0];
  const id = gid("Customer", customer?.id ?? "");
  setMetafield(sandbox, { type: "CUSTOMER", id: customer?.id ?? "" }, "codes", '{"c":{}}');
  const known = { id, email: customer?.email, metafield: { jsonValue: { c: {} } } };

  await orders.place({ codes: ["WELCOME10"] });
  expect(await lastBuyer()).toBeNull();
  await orders.refused(forEve);
  expect(await lastBuyer()).toEqual({
    email: "eve@mail.example",
    isAuthenticated: false,
    customer: null,
  });
  const typed = customer?.email?.toUpperCase();
  await orders.refused({ codes: ["WELCOME10"], email: typed });
  expect(await lastBuyer()).toEqual({ email: typed, isAuthenticated: false, customer: known });
  await control("checkout", { attachCustomerToGuest: false });
  await orders.refused({ codes: ["WELCOME10"], email: typed });
  expect(await lastBuyer()).toEqual({ email: typed, isAuthenticated: false, customer: null });
  await orders.refused({ codes: ["WELCOME10"], customerId: customer?.id });
  expect(await lastBuyer()).toEqual({
    email: customer?.email,
    isAuthenticated: true,
    customer: known,
  });
});

test("a function's date changes at midnight of the store's time zone", async () => {
  insertGuard(sandbox, { lastDay: "2026-12-24" });
  const at = (time: string) => control("clock", { offsetMs: Date.parse(time) - Date.now() });
  await at("2026-12-24T22:50:00Z");
  await orders.place(forAda);
  await at("2026-12-24T23:00:00Z");
  await orders.refused(forEve);
  await control("shops/demo-store.myshopify.com/settings", { timeZone: "America/Los_Angeles" });
  await orders.place(forEve);
});

test.each([
  ["trap", "failed"],
  ["big", "output-too-large"],
  ["loop", "exceeded-instructions"],
] as const)("checkout goes on if a function fails: %s", async (fault, reason) => {
  insertGuard(sandbox, { holder: HOLDER, fault });
  expect((await orders.place(forEve)).codes).toEqual(["WELCOME10"]);
  expect((await lastRun())?.error).toMatchObject({ reason });
  const page = await fetch(`${sandbox.running.url}/control/functions`);
  expect(await page.text()).toContain(reason);
});

test("a metafield of more than 10,000 bytes reads as null, and one of 10,000 does not", async () => {
  const { id } = insertGuard(sandbox, { holder: HOLDER });
  const owner = { type: "DISCOUNT", id } as const;
  const ofBytes = (bytes: number): string => {
    const empty = JSON.stringify({ holder: HOLDER, message: "" });
    return empty.replace('""', `"${"x".repeat(bytes - empty.length)}"`);
  };
  setMetafield(sandbox, owner, "config", ofBytes(10_000));
  await orders.refused(forEve);
  setMetafield(sandbox, owner, "config", ofBytes(10_001));
  await orders.place(forEve);
  expect(await lastInput()).toMatchObject({ discount: { metafield: null } });
});

test("a function sees a changed metafield 2 to 4 seconds later", async () => {
  const { id } = insertGuard(sandbox, { holder: forEve.email });
  const changed = JSON.stringify({ holder: HOLDER });
  setMetafield(sandbox, { type: "DISCOUNT", id }, "config", changed, false);
  await control("clock", { advanceMs: 1900 });
  await orders.place(forEve);
  await control("clock", { advanceMs: 2100 });
  await orders.place(forAda);
  expect(await lastInput()).toMatchObject({
    discount: { metafield: { jsonValue: { holder: HOLDER } } },
  });
});

test("no function runs for orders that skip the checkout, and tests can tell", async () => {
  const guard = insertGuard(sandbox, { holder: HOLDER });
  const by = (name: string) => ({ codes: ["WELCOME10"], email: `${name}@mail.example` });
  await orders.place({ ...by("first"), guard: "absent" });
  await orders.place({ ...by("second"), sourceName: "pos" });
  await orders.place({ ...by("third"), force: true });
  expect(await runs()).toEqual([]);
  // Terms count even where no function runs.
  expect((await orders.refused({ codes: ["SUMMER20"], guard: "absent" })).refused).toMatchObject([
    { reason: "DISCOUNT_CURRENTLY_INACTIVE" },
  ]);
  guard.endsAt = 0;
  await orders.place(by("fourth"));
  guard.endsAt = null;
  await control("functions/test-guard", { deployed: false });
  await orders.place(by("fifth"));
  expect(await runs()).toEqual([]);
  await control("functions/test-guard", { deployed: true });
  await orders.refused(by("sixth"));
  expect(await runs()).toHaveLength(1);
});

test("a code that a function rejects does not displace another one", async () => {
  insertGuard(sandbox, { holder: HOLDER, only: "first" });
  const both = { lines: [{ title: "Thing", price: "60.00" }], codes: ["WELCOME10", "FIVER"] };
  expect((await orders.refused({ ...both, email: HOLDER })).refused).toMatchObject([
    { code: "FIVER", reason: "DISCOUNT_CODE_NOT_HONOURED" },
  ]);
  expect((await orders.refused({ ...both, email: forEve.email })).refused).toMatchObject([
    { code: "WELCOME10", reason: "DISCOUNT_REJECTED_BY_FUNCTION" },
  ]);
});

test("only the latest runs are kept, and they can be cleared", async () => {
  insertGuard(sandbox, { holder: HOLDER });
  const many = Array.from({ length: 210 }, () => forAda);
  await control("shops/demo-store.myshopify.com/orders/many", { orders: many });
  expect(await runs()).toHaveLength(200);
  await sandbox.call("DELETE", "/control/api/functions/runs");
  expect(await runs()).toEqual([]);
});

test("a setting of the checkout that doesn't exist is rejected", async () => {
  await expect(control("checkout", { codeCase: "upper" })).rejects.toThrow("400");
  await expect(control("checkout", { attachCustomer: true })).rejects.toThrow("400");
  expect(await sandbox.call("GET", "/control/api/checkout")).toEqual({
    attachCustomerToGuest: true,
    codeCase: "shop",
  });
});
