import { z } from "zod";

/** A selected product, collection, customer or segment. */
const picked = z.object({ id: z.string().min(1).max(300), title: z.string().max(500) });

const items = z.object({
  kind: z.enum(["all", "products", "collections"]),
  products: z.array(picked).max(100),
  collections: z.array(picked).max(100),
});

const text = z.string().max(300);

/** The fields of the form, as typed. */
export const discountDraft = z.object({
  title: text,
  kind: z.enum(["percentage", "fixed_amount", "free_shipping", "buy_x_get_y"]),
  percent: text,
  amount: text,
  eachItem: z.boolean(),
  upTo: text,
  items,
  buyBy: z.enum(["quantity", "amount"]),
  buyQuantity: text,
  buyAmount: text,
  buyItems: items,
  getQuantity: text,
  getFor: z.enum(["free", "percent"]),
  getPercent: text,
  getItems: items,
  usesPerOrder: text,
  minimum: z.enum(["none", "subtotal", "quantity"]),
  minimumSubtotal: text,
  minimumQuantity: text,
  customers: z.object({
    kind: z.enum(["all", "customers", "segments"]),
    customers: z.array(picked).max(100),
    segments: z.array(picked).max(100),
  }),
  oncePerCustomer: z.boolean(),
  usageLimit: text,
  combinesWith: z.object({ product: z.boolean(), order: z.boolean(), shipping: z.boolean() }),
  /** `YYYY-MM-DD` and `HH:mm` in the shop's time zone. Empty end date: no end. */
  startDay: text,
  startTime: text,
  endDay: text,
  endTime: text,
});

export type DiscountDraft = z.infer<typeof discountDraft>;
export type DraftItems = DiscountDraft["items"];
export type Picked = z.infer<typeof picked>;

const allItems: DraftItems = { kind: "all", products: [], collections: [] };
const someItems: DraftItems = { kind: "products", products: [], collections: [] };

/** The initial form, with each code limited to one use. `today`: date in the shop's time zone. */
export function emptyDraft(today: string): DiscountDraft {
  return {
    title: "",
    kind: "percentage",
    percent: "",
    amount: "",
    eachItem: false,
    upTo: "",
    items: allItems,
    buyBy: "quantity",
    buyQuantity: "1",
    buyAmount: "",
    buyItems: someItems,
    getQuantity: "1",
    getFor: "free",
    getPercent: "",
    getItems: someItems,
    usesPerOrder: "",
    minimum: "none",
    minimumSubtotal: "",
    minimumQuantity: "",
    customers: { kind: "all", customers: [], segments: [] },
    oncePerCustomer: false,
    usageLimit: "1",
    combinesWith: { product: false, order: false, shipping: false },
    startDay: today,
    startTime: "00:00",
    endDay: "",
    endTime: "23:59",
  };
}
