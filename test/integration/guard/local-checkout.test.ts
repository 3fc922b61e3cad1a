import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, expect, it } from "vitest";
import defaultMessages from "../../../app/features/guard/messages/default-messages.json";
import {
  dayNumber,
  type SealFormat,
  sealCode,
} from "../../../app/features/publishing/sealing/seal";
import { adminApi, newDiscount, orderCalls, testSandbox } from "../../doubles/shopify/testing";

const sandbox = testSandbox({
  tomlFile: pathToFileURL(resolve("shopify.app.toml")).href,
  seed: "demo",
  scopes: ["read_orders", "read_customers", "read_products", "write_discounts"],
});
const api = adminApi(sandbox);
const orders = orderCalls(sandbox);
const key = randomBytes(16);
const format: SealFormat = {
  poolId: 7,
  prefix: "VIP-",
  suffix: "",
  groupSize: 4,
  randomLength: 6,
};

beforeEach(() => sandbox.call("POST", "/control/api/reset", { seed: "demo" }));

/** Turns the guard on as the app does, with these pools. */
const turnOn = (...pools: object[]) =>
  api.field(
    "discountAutomaticAppCreate",
    `mutation ($input: DiscountAutomaticAppInput!) {
      discountAutomaticAppCreate(automaticAppDiscount: $input) { userErrors { message } } }`,
    {
      input: {
        title: "Code protection",
        functionHandle: "code-guard",
        discountClasses: ["ORDER"],
        startsAt: "2026-01-01T00:00:00Z",
        metafields: [
          {
            namespace: "$app:guard",
            key: "config",
            type: "json",
            value: JSON.stringify({ k: [key.toString("hex")], p: pools }),
          },
        ],
      },
    },
  );

it("lets a sealed code pass for its holder until its last day", async () => {
  const code = sealCode(key, format, "BCDFGH", dayNumber("2026-12-24"), "ada@example.com");
  await newDiscount(api, { code });
  await turnOn({ i: 7, x: "VIP-", z: "", n: 6, f: 3 });
  await sandbox.call("POST", "/control/api/clock", {
    offsetMs: Date.parse("2026-12-24T12:00:00Z") - Date.now(),
  });
  const { refused } = await orders.refused({ codes: [code], email: "eve@example.com" });
  expect(refused).toEqual([
    { code, reason: "DISCOUNT_REJECTED_BY_FUNCTION", message: defaultMessages.en.holder },
  ]);
  await orders.place({ codes: [code.toLowerCase()], email: "Ada@example.com" });
  await sandbox.call("POST", "/control/api/clock", { advanceMs: 86_400_000 });
  const late = await orders.refused({ codes: [code], email: "ada@example.com", locale: "de" });
  expect(late.errors).toBe(defaultMessages.de.expired);
});

it("refuses everyone while a pool is paused, and nobody where it does not run", async () => {
  await turnOn({ i: 9, e: "welcome10", f: 4 });
  const order = { codes: ["WELCOME10", "FREESHIP"], lines: [{ title: "Thing", price: "60.00" }] };
  const { refused } = await orders.refused(order);
  expect(refused).toMatchObject([{ code: "WELCOME10", message: defaultMessages.en.paused }]);
  await orders.place({ ...order, guard: "absent" });
});
