/** Who acts, for the activity log: the name of a person or API key; `app` for the app itself. */
export interface Actor {
  name: string;
}

/** The shop a feature works on. Every query contains its `id`. */
export interface ShopContext {
  id: number;
  /** `name.myshopify.com` */
  domain: string;
  name: string;
  /** IANA name. */
  timeZone: string;
  /** The store's currency, ISO 4217. */
  currency: string;
}
