import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { nextNumber } from "../state/next-number";
import { DAY_MS } from "./days";
import type { Profile } from "./profile";

/** Creates an empty shop. */
export function makeShop(sandbox: Sandbox, profile: Profile): Shop {
  const { email, owner, chance: _chance, ...described } = profile;
  const createdAt = now(sandbox) - 700 * DAY_MS;
  return {
    ...described,
    id: nextNumber(sandbox.world),
    email,
    contactEmail: email,
    owner: { ...owner, id: nextNumber(sandbox.world), email },
    createdAt,
    updatedAt: createdAt,
    installation: null,
    accessTokens: {},
    refreshTokens: {},
    webhookSubscriptions: {},
    customers: {},
    segments: {},
    products: {},
    collections: {},
    discounts: {},
    codeCreations: {},
    jobs: {},
    metafields: {},
    functionValues: {},
    orders: {},
    draftOrders: {},
    lastOrderNumber: 1000,
    buyersOfDiscounts: {},
    placements: {},
    startsWithBlocks: false,
  };
}
