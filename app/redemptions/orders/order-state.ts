import { normaliseDecimal } from "../../core/decimal";

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
  codes: CarriedCode[];
  /** Keyed hashes of the buyer, as hex. */
  emailKey: string | null;
  customerKey: string | null;
}

/** A code that an order carries, ours or not. */
interface CarriedCode {
  /** The code as it is compared. */
  key: string;
  code: string;
  /** What it took off: decimal string. */
  amount: string;
}

/** The order gives the money back: what was bought with its codes is undone. */
export function isReversed(order: Pick<OrderState, "cancelledAt" | "fullyRefunded">): boolean {
  return order.cancelledAt !== null || order.fullyRefunded;
}

/**
 * What becomes of a state that is told to us: `newer` is taken, `older` and `same` change nothing.
 * The platform's clock has a grain; two states of one moment that differ are `unclear`, and only the
 * platform can say which of them is true.
 */
export function compareStates(
  known: OrderState | undefined,
  told: OrderState,
): "newer" | "older" | "same" | "unclear" {
  if (!known || told.updatedAt > known.updatedAt) return "newer";
  if (told.updatedAt < known.updatedAt) return "older";
  return content(known) === content(told) ? "same" : "unclear";
}

function content(order: OrderState): string {
  return JSON.stringify([
    order.name,
    order.cancelledAt,
    order.fullyRefunded,
    order.test,
    order.currency,
    normaliseDecimal(order.total),
    normaliseDecimal(order.refunded),
    order.codes.map(({ key, amount }) => [key, normaliseDecimal(amount)]).sort(),
    order.emailKey,
    order.customerKey,
  ]);
}
