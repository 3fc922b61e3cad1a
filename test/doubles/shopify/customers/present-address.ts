import type { Args, ResponseObject } from "../graphql/context";
import { gid } from "../shops/gid";
import type { Address, Customer } from "./customer";

export function presentAddress(customer: Customer, address: Address): ResponseObject {
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(" ");
  return {
    __typename: "MailingAddress",
    id: `${gid("MailingAddress", address.id)}?model_name=CustomerAddress`,
    firstName: customer.firstName,
    lastName: customer.lastName,
    name,
    company: null,
    phone: customer.phone,
    address1: address.address1,
    address2: null,
    zip: address.zip,
    city: address.city,
    province: null,
    provinceCode: null,
    country: address.country,
    countryCode: address.countryCode,
    countryCodeV2: address.countryCode,
    formattedArea: `${address.city}, ${address.country}`,
    formatted: ({ withName }: Args) => [
      ...(withName && name ? [name] : []),
      address.address1,
      `${address.zip} ${address.city}`,
      address.country,
    ],
  };
}
