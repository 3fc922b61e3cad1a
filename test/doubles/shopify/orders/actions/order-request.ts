import type { Presentment } from "../order";

/** A request to place an order, from the control API or the storefront. */
export interface OrderRequest {
  /** Default: one unit of the shop's first product. IDs may be plain or `gid://…`. */
  lines?: RequestedLine[];
  codes?: string[];
  customerId?: string | null;
  email?: string | null;
  test?: boolean;
  /** True by default. A pending order is paid later. */
  paid?: boolean;
  /** A time other than now, in ISO 8601. */
  createdAt?: string;
  sourceName?: string;
  /** A decimal, "4.90"; null without shipping. */
  shippingPrice?: string | null;
  /** The destination country, "DE". Default: the customer's or the shop's country. */
  country?: string;
  address?: RequestedAddress;
  note?: string;
  tags?: string[];
  /** The buyer's currency and exchange rate. Default: the shop's currency. */
  presentment?: Presentment;
  /** Accepts every code, regardless of its discount's terms. No function runs. */
  force?: boolean;
  /**
   * "absent": no function of the app runs, as in orders that skip the checkout. Terms count. Orders
   * with a `sourceName` other than "web" are such orders anyway.
   */
  guard?: "absent";
  /** The buyer's language, "de" or "pt-BR". Default: English. */
  locale?: string;
  /** False sends no webhooks, as for an order older than the app. */
  webhooks?: boolean;
}

export interface RequestedLine {
  variantId?: string;
  productId?: string;
  sku?: string;
  /** The title of a custom item, which needs a price. */
  title?: string;
  /** A decimal, "19.90". */
  price?: string;
  quantity?: number;
}

export interface RequestedAddress {
  firstName: string;
  lastName: string;
  address1: string;
  city: string;
  zip: string;
  countryCode: string;
}
