import type { Shop } from "../shops/shop";
import { digitsOf } from "./money";
import type { Order, Presentment } from "./order";

/** The currencies of an order's amounts: the shop's and the buyer's. */
export interface Till {
  currency: string;
  /** Null if the buyer pays in the shop's currency. */
  presentment: Presentment | null;
}

export const tillOf = ({ currency }: Pick<Shop, "currency">, { presentment }: Order): Till => ({
  currency,
  presentment,
});

/** The currency that the buyer pays in. */
export const buyersCurrency = ({ currency, presentment }: Till): string =>
  presentment?.currency ?? currency;

/** Converts an amount from minor units of the shop's currency to the buyer's. */
export function buyersMinor({ currency, presentment }: Till, minor: number): number {
  if (presentment === null) return minor;
  const scale = 10 ** (digitsOf(presentment.currency) - digitsOf(currency));
  return Math.round(minor * presentment.rate * scale);
}
