import { z } from "zod";

/**
 * What the webhooks about discounts say: which one it is about. They come for automatic discounts,
 * too, which no pool uses.
 */
export const discountSchema = z.looseObject({ admin_graphql_api_id: z.string() });
