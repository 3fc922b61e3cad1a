import { connection } from "../graphql/connection";
import type { RootField } from "../graphql/context";
import { isIndexed, type SearchTerms, timeOf, wholeText, wordsOf } from "../graphql/search-items";
import type { SortKeys } from "../graphql/sort-items";
import { parseGid } from "../shops/gid";
import type { Customer } from "./customer";
import { presentCustomer } from "./present-customer";

export const customerFields: Readonly<Record<string, RootField>> = {
  customer: (args, context) => {
    const customer = context.shop.customers[parseGid(String(args["id"]))?.number ?? ""];
    return customer ? presentCustomer(context, customer) : null;
  },
  customers: (args, context) =>
    connection(args, {
      type: "Customer",
      items: Object.values(context.shop.customers),
      present: (customer) => presentCustomer(context, customer),
      sortKeys,
      search,
      searchable: isIndexed(context.sandbox),
    }),
};

const sortKeys: SortKeys<Customer> = {
  NAME: ({ lastName, firstName }) => `${lastName ?? ""}, ${firstName ?? ""}`.toLowerCase(),
  LOCATION: ({ address }) => `${address?.country ?? ""}, ${address?.city ?? ""}`.toLowerCase(),
  CREATED_AT: ({ createdAt }) => createdAt,
  UPDATED_AT: ({ updatedAt }) => updatedAt,
};

const search: SearchTerms<Customer> = {
  default: wordsOf(({ firstName, lastName, email, phone }) => [firstName, lastName, email, phone]),
  email: wholeText(({ email }) => [email]),
  phone: wholeText(({ phone }) => [phone]),
  first_name: wholeText(({ firstName }) => [firstName]),
  last_name: wholeText(({ lastName }) => [lastName]),
  tag: wholeText(({ tags }) => tags),
  country: wholeText(({ address }) => [address?.country ?? null, address?.countryCode ?? null]),
  accepts_marketing: wholeText(({ acceptsMarketing }) => [String(acceptsMarketing)]),
  customer_date: timeOf(({ createdAt }) => createdAt),
  updated_at: timeOf(({ updatedAt }) => updatedAt),
};
