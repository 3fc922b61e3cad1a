import { isoTime } from "../clock/now";
import type { Shop } from "./shop";

/** A shop as webhooks carry it. */
export const shopPayload = (shop: Shop): Record<string, unknown> => ({
  id: BigInt(shop.id),
  name: shop.name,
  email: shop.email,
  domain: shop.domain,
  myshopify_domain: shop.domain,
  shop_owner: `${shop.owner.firstName} ${shop.owner.lastName}`,
  customer_email: shop.contactEmail,
  country_code: shop.country,
  currency: shop.currency,
  iana_timezone: shop.timeZone,
  plan_name: shop.plan.toLowerCase(),
  plan_display_name: shop.plan,
  created_at: isoTime(shop.createdAt),
  updated_at: isoTime(shop.updatedAt),
});
