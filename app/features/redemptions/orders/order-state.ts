/** An order as stored: everything the ledger needs, and no personal data in plain text. */
export interface OrderState {
  id: string;
  name: string;
  /** The platform's last change, used as the version of this state. */
  updatedAt: Date;
  orderedAt: Date;
  cancelledAt: Date | null;
  fullyRefunded: boolean;
  test: boolean;
  /** ISO 4217. */
  currency: string;
  /** Decimal string. */
  total: string;
  /** Decimal string. */
  refunded: string;
  /** Sorted by key. */
  codes: CarriedCode[];
  /** Keyed hashes of the buyer, as hex. */
  emailKey: string | null;
  customerKey: string | null;
  /** Of the customer account's email. */
  customerEmailKey: string | null;
  /** Of both normalized addresses (`plainAddress`). */
  aliasKeys: string[];
}

/** A code in an order, ours or not. */
interface CarriedCode {
  /** The normalized code, for comparison. */
  key: string;
  code: string;
  /** Discount by this code: decimal string. */
  amount: string;
}

/** An order as delivered by a webhook. The refunded amount may be missing. */
export type IncomingState = Omit<OrderState, "refunded"> & { refunded: string | null };

/** The order was canceled or fully refunded. */
export function isReversed(order: Pick<OrderState, "cancelledAt" | "fullyRefunded">): boolean {
  return order.cancelledAt !== null || order.fullyRefunded;
}

/** SELECT list for an `OrderState` from `shop_order`. */
export const orderColumns = `id, name, updated_at AS "updatedAt", ordered_at AS "orderedAt",
  cancelled_at AS "cancelledAt", fully_refunded AS "fullyRefunded", test, currency,
  total::text, refunded::text, codes, encode(email_key, 'hex') AS "emailKey",
  encode(customer_key, 'hex') AS "customerKey",
  encode(customer_email_key, 'hex') AS "customerEmailKey",
  ARRAY(SELECT encode(key, 'hex') FROM unnest(alias_keys) AS key) AS "aliasKeys"`;
