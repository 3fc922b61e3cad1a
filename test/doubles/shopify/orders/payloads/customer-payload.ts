import type { Customer } from "../../customers/customer";
import { gid } from "../../shops/gid";
import type { Shop } from "../../shops/shop";
import type { OrderAddress } from "../order";
import { zonedTime } from "../zoned-time";

/** A customer in an order webhook. */
export const customerPayload = (shop: Shop, customer: Customer): Record<string, unknown> => ({
  id: BigInt(customer.id),
  created_at: zonedTime(shop, customer.createdAt),
  updated_at: zonedTime(shop, customer.updatedAt),
  first_name: customer.firstName,
  last_name: customer.lastName,
  state: "disabled",
  note: customer.note,
  verified_email: customer.email !== null,
  multipass_identifier: null,
  tax_exempt: false,
  email: customer.email,
  phone: customer.phone,
  currency: shop.currency,
  tax_exemptions: [],
  admin_graphql_api_id: gid("Customer", customer.id),
  default_address: customer.address && {
    id: BigInt(customer.address.id),
    customer_id: BigInt(customer.id),
    first_name: customer.firstName,
    last_name: customer.lastName,
    company: null,
    address1: customer.address.address1,
    address2: null,
    city: customer.address.city,
    province: null,
    country: customer.address.country,
    zip: customer.address.zip,
    phone: customer.phone,
    name: [customer.firstName, customer.lastName].filter(Boolean).join(" "),
    province_code: null,
    country_code: customer.address.countryCode,
    country_name: customer.address.country,
    default: true,
  },
});

export const addressPayload = (address: OrderAddress | null): Record<string, unknown> | null =>
  address && {
    first_name: address.firstName,
    address1: address.address1,
    phone: null,
    city: address.city,
    zip: address.zip,
    province: null,
    country: address.country,
    last_name: address.lastName,
    address2: null,
    company: null,
    latitude: null,
    longitude: null,
    name: `${address.firstName} ${address.lastName}`.trim(),
    country_code: address.countryCode,
    province_code: null,
  };
