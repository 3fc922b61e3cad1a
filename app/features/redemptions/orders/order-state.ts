/** An order as we keep it: everything that the ledger follows from, and nobody's address. */
export interface OrderState {
  id: string;
  name: string;
  /** When the platform last changed it: the version of this state. */
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
  /** In the order of their keys. */
  codes: CarriedCode[];
  /** Keyed hashes of the buyer, as hex. */
  emailKey: string | null;
  customerKey: string | null;
  /** Of the address of the customer's account. */
  customerEmailKey: string | null;
  /** Of both addresses in their plainest spelling (`plainAddress`). */
  aliasKeys: string[];
}

/** A code that an order carries, ours or not. */
interface CarriedCode {
  /** The code as it is compared. */
  key: string;
  code: string;
  /** What it took off: decimal string. */
  amount: string;
}

/** An order as an event tells of it: what was refunded may have to be asked for. */
export type IncomingState = Omit<OrderState, "refunded"> & { refunded: string | null };

/** The order gives the money back: what was bought with its codes is undone. */
export function isReversed(order: Pick<OrderState, "cancelledAt" | "fullyRefunded">): boolean {
  return order.cancelledAt !== null || order.fullyRefunded;
}
