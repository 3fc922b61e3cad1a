export interface CartLine {
  productId: string | null;
  variantId: string | null;
  title: string;
  variantTitle: string | null;
  sku: string;
  vendor: string | null;
  /** Of one, in minor units. */
  price: number;
  quantity: number;
}

export interface Buyer {
  customerId: string | null;
  email: string | null;
}

/** What is about to be ordered. */
export interface Cart {
  lines: CartLine[];
  buyer: Buyer;
  /** Null when nothing is sent. */
  shippingPrice: number | null;
  /** Where it is sent, "DE". */
  country: string | null;
}
