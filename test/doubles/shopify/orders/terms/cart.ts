export interface CartLine {
  productId: string | null;
  variantId: string | null;
  title: string;
  variantTitle: string | null;
  sku: string;
  vendor: string | null;
  /** Unit price in minor units. */
  price: number;
  quantity: number;
}

export interface Buyer {
  customerId: string | null;
  email: string | null;
}

/** The cart of a possible order. */
export interface Cart {
  lines: CartLine[];
  buyer: Buyer;
  /** Null without shipping. */
  shippingPrice: number | null;
  /** The destination country, "DE". */
  country: string | null;
  /** The buyer's language as functions get it: "EN", "PT_BR". */
  language: string;
}
