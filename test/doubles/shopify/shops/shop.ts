import type { Customer, Segment } from "../customers/customer";
import type { CodeCreation } from "../discounts/codes/code-creation";
import type { Discount } from "../discounts/discount";
import type { Job } from "../jobs/job";
import type { FunctionValues, MetafieldsByOwner } from "../metafields/metafield";
import type { DraftOrder, Order } from "../orders/order";
import type { BuyersOfDiscounts } from "../orders/terms/buyers";
import type { Placement } from "../placements/placement";
import type { Collection, Product } from "../products/product";
import type { AccessToken, RefreshToken } from "../sign-in/tokens";
import type { WebhookSubscription } from "../webhooks/subscription";

export const PLANS = ["Basic", "Advanced", "Plus", "Enterprise"] as const;

export type Plan = (typeof PLANS)[number];

interface Owner {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
}

interface Installation {
  id: string;
  installedAt: number;
  scopes: string[];
}

/** A store. Its collections are keyed by the numeric part of the ID, oldest first. */
export interface Shop {
  id: string;
  domain: string;
  name: string;
  email: string;
  contactEmail: string;
  currency: string;
  timeZone: string;
  country: string;
  plan: Plan;
  owner: Owner;
  createdAt: number;
  updatedAt: number;
  installation: Installation | null;
  accessTokens: Record<string, AccessToken>;
  refreshTokens: Record<string, RefreshToken>;
  webhookSubscriptions: Record<string, WebhookSubscription>;
  customers: Record<string, Customer>;
  segments: Record<string, Segment>;
  products: Record<string, Product>;
  collections: Record<string, Collection>;
  discounts: Record<string, Discount>;
  codeCreations: Record<string, CodeCreation>;
  jobs: Record<string, Job>;
  metafields: MetafieldsByOwner;
  functionValues: FunctionValues;
  orders: Record<string, Order>;
  draftOrders: Record<string, DraftOrder>;
  /** The number of the newest order: 1001 for `#1001`. */
  lastOrderNumber: number;
  buyersOfDiscounts: BuyersOfDiscounts;
  /** The app's blocks in the theme and at checkout, by their key, as a merchant placed them. */
  placements: Record<string, Placement>;
  /** Whether blocks count as placed until a merchant removes them. Only the demo store's do. */
  startsWithBlocks: boolean;
}
