/** What the shop system tells about a shop. */
export interface PlatformShop {
  name: string;
  email: string;
  /** IANA name. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
}

/** What a shop system must do for us. Small and true: every implementation does all of it. */
interface Platform {
  /** Rejects when the shop system does not answer or will not. */
  readShop(): Promise<PlatformShop>;
  /** The address that opens the shop with a code applied. */
  codeUrl(code: string): string;
  /** Whether the app may act for the shop now. Rejects when the shop system does not answer. */
  isInstalled(): Promise<boolean>;
  /** The address of a page of this app (`/app/…`) inside the shop system's admin, for links in mails. */
  adminUrl(path: string): string;
}

/** Opens the shop system of one shop, by the shop's domain. */
export type OpenPlatform = (shopDomain: string) => Platform;
