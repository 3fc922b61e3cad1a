import { now } from "../clock/now";
import { customerPayload } from "../orders/payloads/customer-payload";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { nextNumber } from "../state/next-number";
import { emitWebhook } from "../webhooks/emit-webhook";
import type { Customer } from "./customer";
import { addCustomer, findCustomer } from "./find-customer";

export type CustomerRequest = Partial<
  Pick<Customer, "email" | "phone" | "firstName" | "lastName" | "locale">
>;

/** Creates a customer and sends the webhook, unless `tell` is false. Returns Shopify's error message if invalid. */
export function createCustomer(
  sandbox: Sandbox,
  shop: Shop,
  request: CustomerRequest,
  tell = true,
): Customer | string {
  const email = request.email?.trim() || null;
  if (email === null && !request.phone && !request.firstName && !request.lastName) {
    return "A name, phone number, or email address must be present";
  }
  if (email !== null && !/^\S+@\S+\.\S+$/.test(email)) return "Email is invalid";
  if (email !== null && findCustomer(shop, email)) return "Email has already been taken";
  const at = now(sandbox);
  const customer: Customer = {
    id: nextNumber(sandbox.world),
    email,
    phone: request.phone ?? null,
    firstName: request.firstName || null,
    lastName: request.lastName || null,
    tags: [],
    note: null,
    acceptsMarketing: false,
    locale: request.locale ?? "en",
    address: null,
    createdAt: at,
    updatedAt: at,
  };
  addCustomer(shop, customer);
  if (!tell) return customer;
  emitWebhook(sandbox, shop, "customers/create", {
    ...customerPayload(shop, customer),
    addresses: [],
  });
  return customer;
}
