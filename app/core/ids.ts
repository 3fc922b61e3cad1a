/** Who acts: the name of a person or of a key, for the audit; `app` for the app itself. */
export interface Actor {
  name: string;
}

/** The shop whose data a feature works on. Every query carries its `id`. */
export interface ShopContext {
  id: number;
  /** `name.myshopify.com` */
  domain: string;
  name: string;
  /** IANA name. */
  timeZone: string;
  /** ISO 4217: what the shop's own amounts are in. */
  currency: string;
}
