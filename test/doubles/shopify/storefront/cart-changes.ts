import type { StoreSession } from "./session";

const MAX_QUANTITY = 99;

/** The quantity in a form. Invalid values count as 0. */
export const quantityOf = (text: string | null): number => {
  const quantity = Math.trunc(Number(text ?? 1));
  return Number.isFinite(quantity) ? Math.min(MAX_QUANTITY, Math.max(0, quantity)) : 0;
};

/** The session with more of a variant in its cart, which becomes the newest line. */
export function withItem(session: StoreSession, variantId: string, quantity: number): StoreSession {
  const others = session.cart.filter((one) => one.variantId !== variantId);
  const has = session.cart.find((one) => one.variantId === variantId)?.quantity ?? 0;
  const total = Math.min(MAX_QUANTITY, has + quantity);
  return { ...session, cart: total > 0 ? [...others, { variantId, quantity: total }] : others };
}

/** The session with new quantities of lines in its cart. `quantityFor` gives null for unchanged ones. */
export const withQuantities = (
  session: StoreSession,
  quantityFor: (variantId: string) => string | null,
): StoreSession => ({
  ...session,
  cart: session.cart
    .map((one) => {
      const quantity = quantityFor(one.variantId);
      return quantity === null ? one : { ...one, quantity: quantityOf(quantity) };
    })
    .filter(({ quantity }) => quantity > 0),
});
