import type { Result } from "../core/result";
import type { DiscountTerms } from "./discount-terms";
import type {
  CodeRejection,
  DiscountNotFound,
  DiscountRefused,
  GuardNotFound,
  GuardOutdated,
  GuardRefused,
  PlatformFailure,
  PlatformRefused,
} from "./platform-failure";
import type { OrderNotFound, OrderPage, PlatformOrder } from "./platform-order";

/** A shop's data on the platform. */
export interface PlatformShop {
  name: string;
  email: string;
  /** IANA name. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
  /** Scopes that the app needs but wasn't granted. */
  missingScopes: string[];
}

/** A discount that codes can be added to. IDs are opaque. */
export interface PlatformDiscount {
  id: string;
  title: string;
  status: "active" | "scheduled" | "expired";
  /** Null: a kind of discount that we show only by title. */
  terms: DiscountTerms | null;
  /** The platform's own summary; may be empty. */
  summary: string;
  startsAt: Date;
  endsAt: Date | null;
  codesCount: number;
  /** False: `codesCount` is a lower bound. */
  codesCountIsExact: boolean;
}

/** A page of discounts. The cursor is the platform's own. */
export interface ListedDiscounts {
  discounts: PlatformDiscount[];
  nextCursor: string | null;
}

/** A search by title for items, customers or segments that a discount can apply to. */
export interface ItemSearch {
  kind: "products" | "collections" | "customers" | "segments";
  search: string;
  cursor: string | null;
}

export interface FoundItems {
  /** `detail` distinguishes results with the same title: a vendor or an address. */
  items: { id: string; title: string; detail?: string }[];
  nextCursor: string | null;
}

/** A code on the platform. */
export interface PlatformCode {
  code: string;
  /** The platform's code ID: decimal digits. */
  platformCodeId: string;
}

/** Results of one addition. The lists are empty until `done`. */
export interface AddedCodes {
  done: boolean;
  refused: { code: string; reason: CodeRejection }[];
  added: PlatformCode[];
}

/** Where a code was found. */
export interface FoundCode {
  platformCodeId: string | null;
  discountId: string;
  discountTitle: string;
  /** A code of an expired discount exists but is rejected at checkout. */
  discountStatus: PlatformDiscount["status"];
}

/** A customer who was found by address. */
export interface FoundCustomer {
  /** The platform's ID: decimal digits. */
  customerId: string;
  email: string;
  /** The customer has proved that the address is theirs. */
  verified: boolean;
}

/** A customer who couldn't be written to. */
export interface RefusedCustomer {
  customerId: string;
  reason: { kind: "customer_not_found" } | { kind: "other"; message: string };
}

/**
 * What the function behind the guard reads: two JSON texts. It reads a text of more than
 * 10,000 bytes as nothing.
 */
export interface GuardTexts {
  config: string;
  messages: string;
}

/** A text as it is on the platform. `version` changes with every write; its content is opaque. */
export interface StoredText {
  value: string;
  version: string;
}

/** The automatic discount that runs the guard at checkout. */
export interface PlatformGuard {
  /** Opaque. */
  id: string;
  /** False: the merchant deactivated it on the platform. */
  active: boolean;
  /** Null: never written, or deleted. */
  config: StoredText | null;
  messages: StoredText | null;
}

/** A record with its own page in the platform's admin. */
export interface PlatformRecord {
  kind: "order" | "customer" | "discount";
  /** The platform's ID. For a customer, the numeric part is enough. */
  id: string;
}

/** The store platform. Keep it small: every implementation must support every method. */
export interface Platform {
  /** Display name, for sentences to merchants. */
  name: string;
  readShop(): Promise<Result<PlatformShop, PlatformFailure>>;
  /** URL that opens the store with a code applied; null: no URL can carry this code. */
  codeUrl(code: string): string | null;
  /** Whether the app is installed in the shop. Rejects when the platform doesn't respond. */
  isInstalled(): Promise<boolean>;
  /** URL of a page of this app (`/app/…`) inside the platform's admin, for links in emails. */
  adminUrl(path: string): string;
  /** URL of a record in the platform's admin. */
  recordUrl(record: PlatformRecord): string;

  /** Discounts that codes can be added to, newest first; `limit` is at most 250. */
  listDiscounts(query: {
    search: string;
    cursor: string | null;
    limit: number;
  }): Promise<Result<ListedDiscounts, PlatformFailure>>;
  /** Items, customers or segments that a discount can apply to. */
  searchItems(search: ItemSearch): Promise<Result<FoundItems, PlatformFailure>>;
  /**
   * Creates a discount with a first code, which must be new in the shop. Called again with the same
   * title and first code, it returns the existing discount.
   */
  createDiscount(
    terms: DiscountTerms,
    firstCode: string,
  ): Promise<Result<PlatformDiscount, DiscountRefused | PlatformFailure>>;
  /** Activates a discount and removes its end date, or ends it now. */
  setDiscountActive(
    discountId: string,
    active: boolean,
  ): Promise<Result<PlatformDiscount, DiscountNotFound | DiscountRefused | PlatformFailure>>;
  readDiscount(
    discountId: string,
  ): Promise<Result<PlatformDiscount, DiscountNotFound | PlatformFailure>>;

  /** Maximum number of codes per addition. */
  codesPerAddition: number;
  /**
   * Adds codes (1 to `codesPerAddition`). The platform responds right away and processes them in
   * the background. After `platform_unreachable` they may exist: add them again, and treat codes
   * that are taken but found under this discount as added.
   */
  addCodes(
    discountId: string,
    codes: readonly string[],
  ): Promise<Result<{ additionId: string }, DiscountNotFound | PlatformRefused | PlatformFailure>>;
  /**
   * Status of any number of additions. Unknown additions are missing from the result. Reading the
   * IDs of added codes costs far more than the status: with `{ codeIds: false }`, `added` stays
   * empty and every code that isn't refused was added.
   */
  readAdditions(
    additionIds: readonly string[],
    options?: { codeIds: boolean },
  ): Promise<Result<Map<string, AddedCodes>, PlatformFailure>>;
  /**
   * Looks up codes in the whole shop, ignoring case. The result is keyed by lowercase code. With `{
   * codeIds: false }` the IDs are null, which saves a call.
   */
  findCodes(
    codes: readonly string[],
    options?: { codeIds: boolean },
  ): Promise<Result<Map<string, FoundCode>, PlatformFailure>>;
  /** A page of a discount's codes, oldest first; `limit` is at most 250. */
  listCodes(
    discountId: string,
    cursor: string | null,
    limit: number,
  ): Promise<
    Result<{ codes: PlatformCode[]; nextCursor: string | null }, DiscountNotFound | PlatformFailure>
  >;
  /** Removes codes (at least one) from a discount in the background. Idempotent. */
  removeCodes(
    discountId: string,
    platformCodeIds: readonly string[],
  ): Promise<Result<{ removalId: string }, DiscountNotFound | PlatformRefused | PlatformFailure>>;
  /** `done`: processed. The codes may still work for a moment. */
  readRemoval(removalId: string): Promise<Result<{ done: boolean }, PlatformFailure>>;

  /** Maximum number of addresses per search. */
  customersPerSearch: number;
  /**
   * Looks up the customers with these addresses (1 to `customersPerSearch`). A customer who was just
   * created may be missing.
   */
  findCustomers(addresses: readonly string[]): Promise<Result<FoundCustomer[], PlatformFailure>>;
  /** Maximum number of customers per write. */
  customersPerWrite: number;
  /**
   * Writes to customers (1 to `customersPerWrite`, each once) the codes that the guard reads at
   * checkout, as JSON; null deletes them. Idempotent. The others are written although one is refused.
   */
  writeCustomerCodes(
    entries: readonly { customerId: string; value: string | null }[],
  ): Promise<Result<{ refused: RefusedCustomer[] }, PlatformFailure>>;
  /**
   * The guard with this ID, or, if there is none, any guard of the app in the shop, also one whose
   * creation wasn't confirmed. Null: the shop has no guard.
   */
  readGuard(guardId: string | null): Promise<Result<PlatformGuard | null, PlatformFailure>>;
  /**
   * Creates an active guard together with its texts. A guard that exists is returned as it is. After
   * `platform_unreachable`, call it again. Two calls at the same time could create two guards.
   */
  createGuard(
    guard: { title: string } & GuardTexts,
  ): Promise<Result<PlatformGuard, GuardRefused | PlatformFailure>>;
  /** Activates a guard that was deactivated on the platform. */
  activateGuard(
    guardId: string,
  ): Promise<Result<PlatformGuard, GuardNotFound | GuardRefused | PlatformFailure>>;
  /**
   * Replaces both texts at once, if they are still those of `guard`; fails with `guard_outdated` if
   * not. Resolves the guard as the platform stored it. The function sees the texts after some seconds.
   */
  writeGuardConfig(
    guard: PlatformGuard,
    texts: GuardTexts,
  ): Promise<Result<PlatformGuard, GuardNotFound | GuardOutdated | GuardRefused | PlatformFailure>>;
  /** Deletes a guard. Succeeds if it's gone already. */
  removeGuard(guardId: string): Promise<Result<void, PlatformRefused | PlatformFailure>>;

  /** Reads an order. */
  readOrder(orderId: string): Promise<Result<PlatformOrder, OrderNotFound | PlatformFailure>>;
  /**
   * A page of orders changed at or after `updatedSince`, oldest change first; `limit` is at most
   * 250. An order that changes meanwhile appears again at the end.
   */
  listOrders(range: {
    updatedSince: Date;
    cursor: string | null;
    limit: number;
  }): Promise<Result<OrderPage, PlatformFailure>>;
}

/**
 * Who is waiting: "urgent", a recipient who already has the code; "normal", a person using the app;
 * "bulk", no one. Bulk calls leave a reserve of the rate limit to the others.
 */
export type RequestPriority = "bulk" | "normal" | "urgent";

/** Opens the platform of one shop, by domain. */
export type OpenPlatform = (shopDomain: string, urgency?: RequestPriority) => Platform;
