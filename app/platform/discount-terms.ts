import { z } from "zod";

/** Digits with at most six decimals, such as `19.90`. Money never passes through floating point. */
const money = z.string().regex(/^\d{1,15}(\.\d{1,6})?$/);
const count = z.number().int().min(1).max(2_147_483_647);
const ids = z.array(z.string().min(1)).min(1).max(250);

const itemsSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all") }),
  z.object({ kind: z.literal("products"), ids: z.array(z.string().min(1)).min(1) }),
  z.object({ kind: z.literal("collections"), ids: z.array(z.string().min(1)).min(1) }),
]);

/** Configuration of a discount. IDs are the platform's own. */
const discountTermsSchema = z.object({
  title: z.string().trim().min(1).max(255),
  value: z.discriminatedUnion("kind", [
    /** `percent`: above 0, up to 100. */
    z.object({ kind: z.literal("percentage"), percent: z.number().gt(0).max(100) }),
    /** In the store's currency, off each item or once per order. */
    z.object({ kind: z.literal("fixed_amount"), amount: money, eachItem: z.boolean() }),
    /** `upTo`: applies only to shipping rates up to this price. */
    z.object({ kind: z.literal("free_shipping"), upTo: money.nullable() }),
    z.object({
      kind: z.literal("buy_x_get_y"),
      buy: z.union([z.object({ quantity: count }), z.object({ amount: money })]),
      buyItems: itemsSchema,
      /** `percent` off the Y items; 100 makes them free. */
      get: z.object({ quantity: count, percent: z.number().gt(0).max(100) }),
      getItems: itemsSchema,
      usesPerOrder: count.nullable(),
    }),
  ]),
  /** Items that a percentage or fixed amount applies to. */
  items: itemsSchema,
  minimum: z.union([z.object({ subtotal: money }), z.object({ quantity: count })]).nullable(),
  customers: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("all") }),
    z.object({ kind: z.literal("customers"), ids }),
    z.object({ kind: z.literal("segments"), ids }),
  ]),
  oncePerCustomer: z.boolean(),
  usageLimit: count.nullable(),
  combinesWith: z.object({ product: z.boolean(), order: z.boolean(), shipping: z.boolean() }),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }).nullable(),
});

export type DiscountTerms = z.infer<typeof discountTermsSchema>;
export type DiscountItems = z.infer<typeof itemsSchema>;
