import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { nextNumber } from "../state/next-number";
import { COMPLIANCE_TOPICS, compliancePayload } from "./compliance-payload";
import { emitWebhook } from "./emit-webhook";

/**
 * Sends a compliance webhook about the customer with this ID or email, or else the shop's first one.
 * Returns false for an unknown topic.
 */
export function sendCompliance(
  sandbox: Sandbox,
  shop: Shop,
  requested: string,
  customer: string,
): boolean {
  const topic = COMPLIANCE_TOPICS.find((one) => one === requested);
  if (!topic) return false;
  const everybody = Object.values(shop.customers);
  const person = everybody.find(({ id, email }) => id === customer || email === customer);
  const about = person ?? everybody[0];
  const payload = compliancePayload(topic, shop, about, nextNumber(sandbox.world));
  emitWebhook(sandbox, shop, topic, payload);
  return true;
}
