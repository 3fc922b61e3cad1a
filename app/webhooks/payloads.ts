import { z } from "zod";

/** An id in a webhook: a number, or a string where a number cannot hold it. */
export const platformId = z.union([z.string().regex(/^\d+$/), z.number().int()]).transform(String);

/** A customer as the compliance webhooks name them; either part may be missing. */
export const customerSchema = z.looseObject({
  id: platformId.nullish(),
  email: z.string().nullish(),
});

/** A customer as `customers/create` carries one. Ids go beyond what a number holds: the long form is exact. */
export const createdCustomerSchema = z.looseObject({
  admin_graphql_api_id: z.string(),
  email: z.string().nullish(),
  verified_email: z.boolean().nullish(),
});

/** Two customers as `customers/merge` names them. */
export const mergedCustomersSchema = z.looseObject({
  admin_graphql_api_customer_kept_id: z.string(),
  admin_graphql_api_customer_deleted_id: z.string(),
  status: z.string(),
});

/**
 * What the webhooks about discounts say: which one it is about. They come for automatic discounts,
 * too, which no pool uses.
 */
export const discountSchema = z.looseObject({ admin_graphql_api_id: z.string() });
