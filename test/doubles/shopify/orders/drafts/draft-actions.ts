import { now } from "../../clock/now";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import { nextNumber } from "../../state/next-number";
import type { OrderRequest } from "../actions/order-request";
import { placeOrder } from "../actions/place-order";
import { quoteOrder } from "../actions/quote-order";
import { toDecimal } from "../money";
import type { DraftOrder } from "../order";

export type Drafted = { ok: true; draft: DraftOrder } | { ok: false; message: string };

const DRAFT = { shippingPrice: null, guard: "absent" } as const;

/** Stores a draft order that a merchant prepares for a buyer. */
export function createDraft(sandbox: Sandbox, shop: Shop, request: OrderRequest): Drafted {
  const quote = quoteOrder(sandbox, shop, { ...request, ...DRAFT });
  if (typeof quote === "string") return { ok: false, message: quote };
  const at = now(sandbox);
  const draft: DraftOrder = {
    id: nextNumber(sandbox.world),
    number: Object.keys(shop.draftOrders).length + 1,
    customerId: request.customerId ?? null,
    email: request.email ?? null,
    note: request.note ?? null,
    tags: request.tags ?? [],
    codes: request.codes ?? [],
    lines: quote.lines.map((line) => ({ ...line, id: nextNumber(sandbox.world) })),
    orderId: null,
    completedAt: null,
    createdAt: at,
    updatedAt: at,
  };
  shop.draftOrders[draft.id] = draft;
  return { ok: true, draft };
}

/** Converts a draft to an order request, without shipping. No function runs for drafts. */
export const draftRequest = ({ currency }: Shop, draft: DraftOrder): OrderRequest => ({
  lines: draft.lines.map(({ variantId, title, price, quantity }) => ({
    ...(variantId === null ? { title } : { variantId }),
    price: toDecimal(currency, price),
    quantity,
  })),
  codes: draft.codes,
  customerId: draft.customerId,
  email: draft.email,
  ...DRAFT,
  tags: draft.tags,
  ...(draft.note !== null && { note: draft.note }),
});

/** Completes a draft to a paid or pending order. Leaves out codes that are rejected by then. */
export function completeDraft(
  sandbox: Sandbox,
  shop: Shop,
  draft: DraftOrder,
  more: { paid: boolean; sourceName: string },
): Drafted {
  if (draft.orderId !== null) return { ok: false, message: "This order has been paid" };
  const request = draftRequest(shop, draft);
  const quote = quoteOrder(sandbox, shop, request);
  if (typeof quote === "string") return { ok: false, message: quote };
  const refused = new Set(quote.refused.map(({ code }) => code));
  const codes = draft.codes.filter((code) => !refused.has(code));
  const placed = placeOrder(sandbox, shop, { ...request, ...more, codes });
  if (!placed.ok) return placed;
  draft.orderId = placed.order.id;
  draft.completedAt = placed.order.createdAt;
  draft.updatedAt = placed.order.createdAt;
  return { ok: true, draft };
}
