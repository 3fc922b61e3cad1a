import type { Result } from "../core/result";
import type { DiscountTerms } from "./discount-terms";
import type {
  CodeRejection,
  DiscountNotFound,
  DiscountRefused,
  PlatformFailure,
  PlatformRefused,
} from "./platform-failure";
import type { OrderNotFound, OrderPage, PlatformOrder } from "./platform-order";

/** What the shop system tells about a shop. */
export interface PlatformShop {
  name: string;
  email: string;
  /** IANA name. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
  /** What the app needs and was not granted there, in the shop system's words. */
  missingScopes: string[];
}

/** What the shop system says about a discount that codes can be added to. Ids are opaque. */
export interface PlatformDiscount {
  id: string;
  title: string;
  status: "active" | "scheduled" | "expired";
  /** Null: of a kind that we only show by its title. */
  terms: DiscountTerms | null;
  /** The shop system's own sentence about it; may be empty. */
  summary: string;
  startsAt: Date;
  endsAt: Date | null;
  codesCount: number;
  /** False: there are at least `codesCount`. */
  codesCountIsExact: boolean;
}

/** A page of discounts; the cursor is the shop system's own. */
export interface ListedDiscounts {
  discounts: PlatformDiscount[];
  nextCursor: string | null;
}

/** A question for things that a discount can be about, by what somebody typed of their title. */
export interface ItemSearch {
  kind: "products" | "collections" | "customers" | "segments";
  search: string;
  cursor: string | null;
}

export interface FoundItems {
  /** `detail` tells things of one title apart: a vendor, an address. */
  items: { id: string; title: string; detail?: string }[];
  nextCursor: string | null;
}

/** A code as the shop system holds it. */
export interface PlatformCode {
  code: string;
  /** Its number there: decimal digits. */
  platformCodeId: string;
}

/** What became of the codes of one addition. The lists are empty until `done`. */
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
  /** A code of an expired discount is there and refused at the checkout. */
  discountStatus: PlatformDiscount["status"];
}

/** Something that has a page of its own in the shop system's admin. */
export interface PlatformRecord {
  kind: "order" | "customer" | "discount";
  /** The shop system's id; of a customer its number is enough. */
  id: string;
}

/** What a shop system must do for us. Small and true: every implementation does all of it. */
export interface Platform {
  /** What merchants call the shop system, for sentences about it. */
  name: string;
  readShop(): Promise<Result<PlatformShop, PlatformFailure>>;
  /** The address that opens the shop with a code applied. */
  codeUrl(code: string): string | null;
  /** Whether the app may act for the shop now. Rejects when the shop system does not answer. */
  isInstalled(): Promise<boolean>;
  /** The address of a page of this app (`/app/…`) inside the shop system's admin, for links in mails. */
  adminUrl(path: string): string;
  /** The address of a record's page in the shop system's admin. */
  recordUrl(record: PlatformRecord): string;

  /** The discounts that codes can be added to, newest first; `limit` is up to 250. */
  listDiscounts(query: {
    search: string;
    cursor: string | null;
    limit: number;
  }): Promise<Result<ListedDiscounts, PlatformFailure>>;
  /** Things that a discount can be about. */
  searchItems(search: ItemSearch): Promise<Result<FoundItems, PlatformFailure>>;
  /**
   * Makes a discount with a first code, which must be new in the shop. With the same title and first
   * code once more it answers the discount that was made then.
   */
  createDiscount(
    terms: DiscountTerms,
    firstCode: string,
  ): Promise<Result<PlatformDiscount, DiscountRefused | PlatformFailure>>;
  /** Lets a discount work, without an end, or ends it now. */
  setDiscountActive(
    discountId: string,
    active: boolean,
  ): Promise<Result<PlatformDiscount, DiscountNotFound | DiscountRefused | PlatformFailure>>;
  readDiscount(
    discountId: string,
  ): Promise<Result<PlatformDiscount, DiscountNotFound | PlatformFailure>>;

  /** How many codes one addition may hold. */
  codesPerAddition: number;
  /**
   * Gives codes (1 to `codesPerAddition`) to the shop system, which answers at once and works them
   * off afterwards. After `platform_unreachable` they may be there: add them again, and what is
   * refused as taken and found under this discount is in place.
   */
  addCodes(
    discountId: string,
    codes: readonly string[],
  ): Promise<Result<{ additionId: string }, DiscountNotFound | PlatformRefused | PlatformFailure>>;
  /**
   * What became of additions, any number of them. An addition that is missing in the answer is not
   * known there. Reading the ids of added codes costs far more than asking whether all went well:
   * with `{ codeIds: false }` `added` stays empty, and what is not refused is in place.
   */
  readAdditions(
    additionIds: readonly string[],
    options?: { codeIds: boolean },
  ): Promise<Result<Map<string, AddedCodes>, PlatformFailure>>;
  /**
   * Looks codes up in the whole shop, without regard to case. Keys are the codes in lower case. With
   * `{ codeIds: false }` the numbers stay null, which saves a call.
   */
  findCodes(
    codes: readonly string[],
    options?: { codeIds: boolean },
  ): Promise<Result<Map<string, FoundCode>, PlatformFailure>>;
  /** A page of a discount's codes, `limit` (up to 250) at a time, oldest first. */
  listCodes(
    discountId: string,
    cursor: string | null,
    limit: number,
  ): Promise<
    Result<{ codes: PlatformCode[]; nextCursor: string | null }, DiscountNotFound | PlatformFailure>
  >;
  /** Takes codes (at least one) away from a discount; worked off after the answer. Safe to repeat. */
  removeCodes(
    discountId: string,
    platformCodeIds: readonly string[],
  ): Promise<Result<{ removalId: string }, DiscountNotFound | PlatformRefused | PlatformFailure>>;
  /** `done`: the work is given out. The codes may work for some moments more. */
  readRemoval(removalId: string): Promise<Result<{ done: boolean }, PlatformFailure>>;

  /** An order as it is now. */
  readOrder(orderId: string): Promise<Result<PlatformOrder, OrderNotFound | PlatformFailure>>;
  /**
   * A page of orders that changed at `updatedSince` or later, `limit` (up to 250) at a time, those
   * that changed longest ago first. Orders that change meanwhile come again at the end.
   */
  listOrders(range: {
    updatedSince: Date;
    cursor: string | null;
    limit: number;
  }): Promise<Result<OrderPage, PlatformFailure>>;
}

/**
 * Who waits for the answer: "urgent" a recipient who already has the code, "normal" a person at a
 * screen, "bulk" nobody in particular; bulk calls leave a reserve of the rate limit to the others.
 */
export type RequestPriority = "bulk" | "normal" | "urgent";

/** Opens the shop system of one shop, by the shop's domain. */
export type OpenPlatform = (shopDomain: string, urgency?: RequestPriority) => Platform;
