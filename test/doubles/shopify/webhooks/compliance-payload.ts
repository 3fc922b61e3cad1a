import type { Customer } from "../customers/customer";
import type { Shop } from "../shops/shop";

export type ComplianceTopic = "customers/data_request" | "customers/redact" | "shop/redact";

export const COMPLIANCE_TOPICS: readonly ComplianceTopic[] = [
  "customers/data_request",
  "customers/redact",
  "shop/redact",
];

/** The payload of a compliance webhook. */
export function compliancePayload(
  topic: ComplianceTopic,
  shop: Shop,
  customer: Customer | undefined,
  requestNumber: string,
): Record<string, unknown> {
  const head = { shop_id: BigInt(shop.id), shop_domain: shop.domain };
  if (topic === "shop/redact" || !customer) return head;
  const person = { id: BigInt(customer.id), email: customer.email, phone: customer.phone };
  const orders = Object.values(shop.orders)
    .filter(({ customerId }) => customerId === customer.id)
    .map(({ id }) => BigInt(id));
  return topic === "customers/redact"
    ? { ...head, customer: person, orders_to_redact: orders }
    : {
        ...head,
        orders_requested: orders,
        customer: person,
        data_request: { id: BigInt(requestNumber) },
      };
}
