import type { Platform } from "../../../../app/platform/platform";

/** A cart line. `price` is a decimal in the shop's currency. */
interface CartLine {
  productId: string;
  price: string;
  quantity: number;
}

/** What a customer enters at checkout. */
export interface Purchase {
  lines: CartLine[];
  code: string;
  customerId?: string;
  /** The shipping price; free if left out. */
  shipping?: string;
}

/** Items of the shop, with the platform's IDs. */
export interface ShopObjects {
  products: { id: string; title: string }[];
  /** A collection, with a product that is in it and one that is not. */
  collection: { id: string; title: string; inside: string; outside: string };
  /** Two customers, the first of whom is in the segment. */
  customers: [inside: string, outside: string];
  segment: { id: string; title: string };
}

interface KnownCustomer {
  customerId: string;
  email: string;
}

/** The kinds of calls that a fault can affect. */
export type Work = "read" | "create" | "switch" | "add" | "remove" | "write";
/**
 * "refused": nothing was done. "lost": everything was done, but the response was lost. "too-early":
 * the platform throttles the call.
 */
export type Fault = "refused" | "lost" | "too-early";

/**
 * What the contract suite needs besides the port. It reads the shop's state independently of the
 * implementation under test, and can inject faults. There is one driver per platform.
 */
export interface TestDriver {
  /** The platform under test, for the shop that `reset` made. */
  open(): Platform;
  /** The platform under test, for another shop. */
  openOther(): Platform;
  /** Restores both shops to their initial state. */
  reset(): Promise<void>;
  objects(): ShopObjects;
  /** The codes that the shop actually has under a discount. */
  codesOf(discountId: string): Promise<string[]>;
  /** The titles of all discounts of the shop. */
  discountTitles(): Promise<string[]>;
  /** Two customers with addresses, in the order of their IDs (decimal digits). */
  customers(): [KnownCustomer, KnownCustomer];
  /** What the guard can read about a customer; null: nothing is written. */
  codesWrittenTo(customerId: string): string | null;
  /** Lets the platform finish its asynchronous work. */
  finishWork(): Promise<void>;
  /** Advances the clock of the shop and of the implementation. */
  wait(milliseconds: number): Promise<void>;
  /** The amount that a purchase saves with its code, as a decimal; null if the code is rejected. */
  buy(purchase: Purchase): Promise<string | null>;
  /** The merchant deletes a discount. */
  deleteDiscount(discountId: string): Promise<void>;
  /** Injects a fault into the next call of one kind. */
  next(work: Work, fault: Fault): Promise<void>;
  /** The merchant uninstalls the app. */
  uninstall(): Promise<void>;
}

/** One rule of the contract. `name` continues the sentence "a platform …". */
export interface Check {
  name: string;
  run(driver: TestDriver): Promise<void>;
}
