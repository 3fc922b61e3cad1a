import type { Shop } from "../shops/shop";
import type { Customer } from "./customer";

/** The customer with this e-mail address, in any case; no two have the same. */
export function findCustomer(shop: Shop, email: string): Customer | undefined {
  const wanted = email.trim().toLowerCase();
  return Object.values(shop.customers).find((one) => one.email?.toLowerCase() === wanted);
}
