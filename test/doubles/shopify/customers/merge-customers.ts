import { randomUUID } from "node:crypto";
import { addBuyer, usedBy } from "../orders/terms/buyers";
import type { Sandbox } from "../sandbox";
import { gid } from "../shops/gid";
import type { Shop } from "../shops/shop";
import { emitWebhook } from "../webhooks/emit-webhook";
import type { Customer } from "./customer";
import { removeCustomer } from "./find-customer";

interface Merge {
  kept: Customer;
  deleted: Customer;
  /** Simulates a conflicting merge in progress, so nothing changes. */
  fail: boolean;
}

/**
 * Merges two customers: the kept one gets the other's orders and keeps its own address. Sends a webhook
 * in either case, like Shopify.
 */
export function mergeCustomers(sandbox: Sandbox, shop: Shop, { kept, deleted, fail }: Merge): void {
  if (!fail) {
    for (const order of Object.values(shop.orders)) {
      if (order.customerId === deleted.id) order.customerId = kept.id;
    }
    for (const discountId of Object.keys(shop.buyersOfDiscounts)) {
      const buyer = { customerId: deleted.id, email: null };
      if (usedBy(shop, discountId, buyer)) {
        addBuyer(shop, discountId, { customerId: kept.id, email: null });
      }
    }
    removeCustomer(shop, deleted);
  }
  const name = [kept.firstName, kept.lastName].filter(Boolean).join(" ") || kept.email;
  emitWebhook(sandbox, shop, "customers/merge", {
    admin_graphql_api_customer_kept_id: gid("Customer", kept.id),
    admin_graphql_api_customer_deleted_id: gid("Customer", deleted.id),
    admin_graphql_api_job_id: fail ? null : gid("Job", randomUUID()),
    status: fail ? "failed" : "completed",
    errors: fail
      ? [
          {
            customer_ids: [Number(kept.id)],
            field: "merge_in_progress",
            message: `${name} is currently being merged.`,
          },
        ]
      : [],
  });
}
