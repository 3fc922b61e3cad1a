import type { Platform } from "../../../../app/platform/platform";

/** A line of a cart: so many of a product at a price, a decimal in the shop's currency. */
interface CartLine {
  productId: string;
  price: string;
  quantity: number;
}

/** What a customer lays down at the checkout. */
export interface Purchase {
  lines: CartLine[];
  code: string;
  customerId?: string;
  /** What sending costs; nothing where it is left out. */
  shipping?: string;
}

/** Ids as the platform assigns them. */
export interface ShopThings {
  products: { id: string; title: string }[];
  /** A collection, with a product that is in it and one that is not. */
  collection: { id: string; title: string; inside: string; outside: string };
  /** Two customers, the first of whom is in the segment. */
  customers: [inside: string, outside: string];
  segment: { id: string; title: string };
}

/** A call that goes wrong once, by what it is for. */
export type Work = "read" | "create" | "switch" | "add" | "remove";
/**
 * "refused": nothing was done. "lost": all was done, and the answer did not come. "too-early": the
 * platform wants fewer calls a second.
 */
export type Fault = "refused" | "lost" | "too-early";

/**
 * What a battery has to know of a shop system beside its port: it looks at the shop with other eyes
 * than the implementation under test, and can make it misbehave. One per shop system.
 */
export interface TestDriver {
  /** The platform under test, for the shop that `reset` made. */
  open(): Platform;
  /** The platform under test, for another shop. */
  openOther(): Platform;
  /** Two shops as new. */
  reset(): Promise<void>;
  things(): ShopThings;
  /** The codes that the shop really has under a discount, as they are written there. */
  codesOf(discountId: string): Promise<string[]>;
  /** The titles of all discounts of the shop. */
  discountTitles(): Promise<string[]>;
  /** Lets work that goes on behind the answers come to its end. */
  finishWork(): Promise<void>;
  /** Lets time pass, for the shop and for the implementation. */
  wait(milliseconds: number): Promise<void>;
  /** What the shop takes off a purchase for its code, as a decimal; null: the code is refused. */
  buy(purchase: Purchase): Promise<string | null>;
  /** The merchant deletes a discount. */
  deleteDiscount(discountId: string): Promise<void>;
  /** Orders a mishap for the next call of one kind. */
  next(work: Work, mishap: Fault): Promise<void>;
  /** The merchant throws the app out. */
  uninstall(): Promise<void>;
}

/** One promise of the port, as a sentence that continues "a platform …". */
export interface Check {
  name: string;
  run(witness: TestDriver): Promise<void>;
}
