import type { Shopify } from "@shopify/shopify-api";
import type { OpenPlatform } from "../../../app/platform/platform";
import type { shopifyPlatform } from "../../../app/platform/shopify/shopify-platform.server";
import { shopifyClient, signIn } from "../../sandbox/for-tests/shopify-client";
import {
  API_KEY,
  DEMO_SHOP,
  OTHER_SHOP,
  type TestSandbox,
} from "../../sandbox/for-tests/test-sandbox";
import { fitsSegment } from "../../sandbox/orders/terms/fits-segment";
import { gid, parseGid } from "../../sandbox/shops/gid";
import type { Shop } from "../../sandbox/shops/shop";
import type { Mishap, Purchase, ShopThings, Witness, Work } from "./contract/witness";

const fields: Record<Work, string[]> = {
  read: ["ReadDiscounts"],
  create: ["discountCodeBasicCreate"],
  switch: ["discountCodeActivate", "discountCodeDeactivate"],
  add: ["discountRedeemCodeBulkAdd"],
  remove: ["discountCodeRedeemCodeBulkDelete"],
};
const kinds: Record<Mishap, string> = {
  refused: "5xx",
  lost: "lost-answer",
  "too-early": "throttle",
};

/** The local Shopify, looked at past its Admin API. */
export function shopifyWitness(sandbox: TestSandbox): Witness & { shop(): Shop } {
  let client: Shopify | undefined;
  let platform: typeof shopifyPlatform;
  let open: OpenPlatform;
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
  return {
    shop,
    open: () => open(DEMO_SHOP),
    openOther: () => open(OTHER_SHOP),
    reset: async () => {
      client ??= await shopifyClient(sandbox);
      // Imported after the preload, which whatever asks Shopify must go through.
      platform ??= (await import("../../../app/platform/shopify/shopify-platform.server"))
        .shopifyPlatform;
      await sandbox.call("POST", "/control/api/reset", { seed: "demo" });
      const tokens: Record<string, string> = {};
      for (const domain of [DEMO_SHOP, OTHER_SHOP]) {
        tokens[domain] = (await signIn(sandbox, client, domain)).accessToken ?? "";
      }
      open = platform((domain) => Promise.resolve(tokens[domain] ?? ""), { apiKey: API_KEY });
    },
    things: () => things(shop()),
    codesOf: async (id) => discount(id).codes.map(({ code }) => code),
    discountTitles: async () => Object.values(shop().discounts).map(({ title }) => title),
    finishWork: async () => {
      await sandbox.call("POST", "/control/api/clock", { advanceMs: 60_000 });
    },
    buy: (purchase) => buy(sandbox, purchase),
    deleteDiscount: async (id) => {
      delete shop().discounts[discount(id).id];
    },
    next: async (work, mishap) => {
      for (const field of fields[work]) {
        const fault = { match: `graphql:${field}`, kind: kinds[mishap], times: 1 };
        await sandbox.call("POST", "/control/api/faults", fault);
      }
    },
    uninstall: async () => {
      await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/uninstall`);
    },
  };
}

function things(shop: Shop): ShopThings {
  const products = Object.values(shop.products).filter(({ status }) => status === "ACTIVE");
  const [collection] = Object.values(shop.collections);
  const [segment] = Object.values(shop.segments);
  const customers = Object.values(shop.customers);
  const inside = customers.find((one) => segment && fitsSegment(segment, one));
  const outside = customers.find((one) => segment && !fitsSegment(segment, one));
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
  const answer = await fetch(`${sandbox.running.url}/control/api/shops/${DEMO_SHOP}/orders`, {
    method: "POST",
    body: JSON.stringify({
      lines,
      codes: [code],
      shippingPrice: shipping,
      webhooks: false,
      ...(customerId && { customerId }),
    }),
  });
  if (answer.status === 422) return null;
  const { discounts } = (await answer.json()) as {
    discounts: { code: string | null; amount: string }[];
  };
  return discounts.find((one) => one.code?.toLowerCase() === code.toLowerCase())?.amount ?? null;
}
