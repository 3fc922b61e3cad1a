import { isoTime, now } from "../clock/now";
import { forgetOwner } from "../metafields/store-metafields";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { emitWebhook } from "../webhooks/emit-webhook";
import { removeCodes } from "./codes/code-index";
import type { Discount } from "./discount";
import { discountStatus } from "./discount-status";
import { nodeId } from "./node-id";

// All of these send webhooks, whether the app or a person in the admin made the change.

export function addDiscount(sandbox: Sandbox, shop: Shop, discount: Discount): void {
  shop.discounts[discount.id] = discount;
  emitWebhook(sandbox, shop, "discounts/create", discountPayload(sandbox, discount));
}

export function touchDiscount(sandbox: Sandbox, shop: Shop, discount: Discount): void {
  discount.updatedAt = now(sandbox);
  emitWebhook(sandbox, shop, "discounts/update", discountPayload(sandbox, discount));
}

/** Ends the discount now, replacing its former end. */
export function deactivateDiscount(sandbox: Sandbox, shop: Shop, discount: Discount): void {
  if (discountStatus(sandbox, discount) === "EXPIRED") return;
  discount.endsAt = now(sandbox);
  touchDiscount(sandbox, shop, discount);
}

/** Removes the end, and starts the discount now if it was scheduled. */
export function activateDiscount(sandbox: Sandbox, shop: Shop, discount: Discount): void {
  if (discountStatus(sandbox, discount) === "ACTIVE") return;
  discount.endsAt = null;
  discount.startsAt = Math.min(discount.startsAt, now(sandbox));
  touchDiscount(sandbox, shop, discount);
}

export function deleteDiscount(sandbox: Sandbox, shop: Shop, discount: Discount): void {
  removeCodes(shop, discount, discount.codes);
  delete shop.discounts[discount.id];
  forgetOwner(shop, { type: "DISCOUNT", id: discount.id });
  emitWebhook(sandbox, shop, "discounts/delete", {
    admin_graphql_api_id: adminId(discount),
    deleted_at: isoTime(now(sandbox)),
  });
}

const discountPayload = (sandbox: Sandbox, discount: Discount): Record<string, unknown> => ({
  admin_graphql_api_id: adminId(discount),
  title: discount.title,
  status: discountStatus(sandbox, discount),
  created_at: isoTime(discount.createdAt),
  updated_at: isoTime(discount.updatedAt),
});

const adminId = (discount: Discount): string =>
  nodeId(discount.method === "code" ? "DiscountCodeNode" : "DiscountAutomaticNode", discount);
