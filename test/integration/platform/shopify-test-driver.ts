import type { Shopify } from "@shopify/shopify-api";
import { afterAll, beforeAll } from "vitest";
import type { OpenPlatform } from "../../../app/platform/platform";
import { shopifyPlatform } from "../../../app/platform/shopify/shopify-platform.server";
import { offlineTokens } from "../../../app/platform/shopify/sign-in/offline-tokens.server";
import { tokenCipher } from "../../../app/platform/shopify/sign-in/token-cipher.server";
import { fitsSegment, gid, parseGid, type Shop } from "../../doubles/shopify/index";
import {
  API_KEY,
  API_SECRET,
  DEMO_SHOP,
  OTHER_SHOP,
  shopifyClient,
  signIn,
  type TestSandbox,
} from "../../doubles/shopify/testing";
import { storeTokens } from "../../factories/store-tokens";
import { noPause } from "../../setup/no-pause";
import { openTestServices, type TestServices } from "../../setup/test-services";
import type { Fault, Purchase, ShopObjects, TestDriver, Work } from "./contract/test-driver";

const fields: Record<Work, string[]> = {
  read: ["ReadDiscounts"],
  create: ["discountCodeBasicCreate"],
  switch: ["discountCodeActivate", "discountCodeDeactivate"],
  add: ["discountRedeemCodeBulkAdd"],
  remove: ["discountCodeRedeemCodeBulkDelete"],
  write: ["metafieldsSet"],
};
const kinds: Record<Fault, string> = {
  refused: "5xx",
  lost: "lost-answer",
  "too-early": "throttle",
};

/** Drives the sandbox and reads its state directly, not through the Admin API. Tokens expire as in the app. */
export function shopifyTestDriver(sandbox: TestSandbox): TestDriver & { shop(): Shop } {
  let client: Shopify | undefined;
  let services: TestServices;
  let open: OpenPlatform;
  beforeAll(async () => {
    services = await openTestServices();
    const tokens = offlineTokens({
      database: services.database,
      clock: { now: () => new Date() },
      vault: tokenCipher(services.keyring),
      app: { apiKey: API_KEY, apiSecret: API_SECRET },
    });
    open = shopifyPlatform(tokens, { apiKey: API_KEY, pause: noPause });
  });
  afterAll(() => services.close());
  const shop = (): Shop => {
    const found = sandbox.running.sandbox.world.shops[DEMO_SHOP];
    if (!found) throw new Error("There is no demo store");
    return found;
  };
  const discount = (id: string) => {
    const found = shop().discounts[parseGid(id)?.number ?? ""];
    if (!found) throw new Error(`There is no discount ${id}`);
    return found;
  };
  const wait = async (advanceMs: number) => {
    await sandbox.call("POST", "/control/api/clock", { advanceMs });
  };
  return {
    shop,
    open: () => open(DEMO_SHOP),
    openOther: () => open(OTHER_SHOP),
    reset: async () => {
      client ??= await shopifyClient(sandbox);
      await sandbox.call("POST", "/control/api/reset", { seed: "demo" });
      for (const domain of [DEMO_SHOP, OTHER_SHOP]) {
        const { accessToken = "", ...session } = await signIn(sandbox, client, domain);
        await storeTokens(services, { ...session, shop: domain, accessToken });
      }
    },
    objects: () => objectsOf(shop()),
    codesOf: async (id) => discount(id).codes.map(({ code }) => code),
    discountTitles: async () => Object.values(shop().discounts).map(({ title }) => title),
    customers: () => customersOf(shop()),
    codesWrittenTo: (id) =>
      shop().metafields[`CUSTOMER/${id}`]?.find(({ key }) => key === "codes")?.value ?? null,
    finishWork: () => wait(60_000),
    wait,
    buy: (purchase) => buy(sandbox, purchase),
    deleteDiscount: async (id) => {
      delete shop().discounts[discount(id).id];
    },
    next: async (work, kind) => {
      for (const field of fields[work]) {
        const fault = { match: `graphql:${field}`, kind: kinds[kind], times: 1 };
        await sandbox.call("POST", "/control/api/faults", fault);
      }
    },
    uninstall: async () => {
      await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/uninstall`);
    },
  };
}

function customersOf(shop: Shop): ReturnType<TestDriver["customers"]> {
  const [first, second] = Object.values(shop.customers)
    .flatMap(({ id, email }) => (email === null ? [] : { customerId: id, email }))
    .sort((a, b) => Number(a.customerId) - Number(b.customerId));
  if (!first || !second) throw new Error("The demo store has no two customers with addresses");
  return [first, second];
}

function objectsOf(shop: Shop): ShopObjects {
  const products = Object.values(shop.products).filter(({ status }) => status === "ACTIVE");
  const [collection] = Object.values(shop.collections);
  const [segment] = Object.values(shop.segments);
  const customers = Object.values(shop.customers);
  const inside = customers.find((customer) => segment && fitsSegment(segment, customer));
  const outside = customers.find((customer) => segment && !fitsSegment(segment, customer));
  const member = products.find(({ id }) => collection?.productIds.includes(id));
  const stranger = products.find(({ id }) => !collection?.productIds.includes(id));
  if (!collection || !segment || !inside || !outside || !member || !stranger) {
    throw new Error("The demo store lacks something");
  }
  return {
    products: products.map(({ id, title }) => ({ id: gid("Product", id), title })),
    collection: {
      id: gid("Collection", collection.id),
      title: collection.title,
      inside: gid("Product", member.id),
      outside: gid("Product", stranger.id),
    },
    customers: [gid("Customer", inside.id), gid("Customer", outside.id)],
    segment: { id: gid("Segment", segment.id), title: segment.name },
  };
}

async function buy(sandbox: TestSandbox, purchase: Purchase): Promise<string | null> {
  const { lines, code, customerId, shipping = null } = purchase;
  const response = await fetch(`${sandbox.running.url}/control/api/shops/${DEMO_SHOP}/orders`, {
    method: "POST",
    body: JSON.stringify({
      lines,
      codes: [code],
      shippingPrice: shipping,
      webhooks: false,
      ...(customerId && { customerId }),
    }),
  });
  if (response.status === 422) return null;
  const { discounts } = (await response.json()) as {
    discounts: { code: string | null; amount: string }[];
  };
  return (
    discounts.find((discount) => discount.code?.toLowerCase() === code.toLowerCase())?.amount ??
    null
  );
}
