import type { Presentment } from "../order";

/** What an order is made of, as the control API and the storefront ask for it. */
export interface OrderRequest {
  /** Without any: one of the shop's first product. Ids may be plain or `gid://…`. */
  lines?: RequestedLine[];
  codes?: string[];
  customerId?: string | null;
  email?: string | null;
  test?: boolean;
  /** True unless told otherwise; a pending order is paid later. */
  paid?: boolean;
  /** An earlier or later moment than now, ISO 8601. */
  createdAt?: string;
  sourceName?: string;
  /** A decimal, "4.90"; null for nothing to send. */
  shippingPrice?: string | null;
  /** Where it is sent, "DE"; else the customer's or the shop's own country. */
  country?: string;
  address?: RequestedAddress;
  note?: string;
  tags?: string[];
  /** The currency that the buyer pays in, and what one of the shop's is in it; else the shop's own. */
  presentment?: Presentment;
  /** Takes every code, whatever the terms say. */
  force?: boolean;
  /** False places it silently, as an order that is older than the app. */
  webhooks?: boolean;
}

export interface RequestedLine {
  variantId?: string;
  productId?: string;
  sku?: string;
  /** Of a custom item, with its price. */
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
