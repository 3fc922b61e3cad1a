import { forgetOwner } from "../metafields/store-metafields";
import type { Shop } from "../shops/shop";
import type { Customer } from "./customer";

/** IDs by address. Derived from the state and built on first use. */
const indexes = new WeakMap<Shop, Map<string, string>>();

const addressKey = (email: string): string => email.trim().toLowerCase();

function emailIndex(shop: Shop): Map<string, string> {
  const known = indexes.get(shop);
  if (known) return known;
  const index = new Map<string, string>();
  for (const { id, email } of Object.values(shop.customers)) {
    if (email !== null) index.set(addressKey(email), id);
  }
  indexes.set(shop, index);
  return index;
}

/** The customer with this email address, ignoring case. Addresses are unique. */
export function findCustomer(shop: Shop, email: string): Customer | undefined {
  return shop.customers[emailIndex(shop).get(addressKey(email)) ?? ""];
}

/** Adds a customer. The address must be unused. */
export function addCustomer(shop: Shop, customer: Customer): void {
  const index = emailIndex(shop);
  shop.customers[customer.id] = customer;
  if (customer.email !== null) index.set(addressKey(customer.email), customer.id);
}

/** Removes a customer and the customer's metafields from the shop. */
export function removeCustomer(shop: Shop, customer: Customer): void {
  const index = emailIndex(shop);
  delete shop.customers[customer.id];
  forgetOwner(shop, { type: "CUSTOMER", id: customer.id });
  if (customer.email !== null) index.delete(addressKey(customer.email));
}
