import { z } from "zod";

/** An id in a webhook: a number, or a string if a number can't hold it. */
export const platformId = z.union([z.string().regex(/^\d+$/), z.number().int()]).transform(String);

/** A customer in a compliance webhook. Either field may be missing. */
export const customerSchema = z.looseObject({
  id: platformId.nullish(),
  email: z.string().nullish(),
});

/** A customer in `customers/create`, with the GraphQL id because a numeric one may be too large. */
export const createdCustomerSchema = z.looseObject({
  admin_graphql_api_id: z.string(),
  email: z.string().nullish(),
  verified_email: z.boolean().nullish(),
});

/** The two customers in `customers/merge`. */
export const mergedCustomersSchema = z.looseObject({
  admin_graphql_api_customer_kept_id: z.string(),
  admin_graphql_api_customer_deleted_id: z.string(),
  status: z.string(),
});

/**
 * The discount that a `discounts/*` webhook is about. These are also sent for automatic discounts, one
 * of which is the guard.
 */
export const discountSchema = z.looseObject({ admin_graphql_api_id: z.string() });
