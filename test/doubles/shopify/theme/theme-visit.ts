import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import type { StoreSession } from "../storefront/session";

/** A visit to a page of a store's theme. */
export interface ThemeVisit {
  readonly sandbox: Sandbox;
  readonly shop: Shop;
  readonly session: StoreSession;
  /** The address in the sandbox. */
  readonly url: URL;
}

/**
 * Whether the theme editor shows the page. The real editor loads the store in a frame of its own; here
 * the address says it.
 */
export const inDesignMode = ({ url }: ThemeVisit): boolean => url.searchParams.has("design_mode");
