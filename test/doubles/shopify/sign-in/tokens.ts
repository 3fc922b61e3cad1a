export interface AccessToken {
  kind: "offline" | "online";
  scopes: string[];
  /** Null for legacy offline tokens, which are valid until uninstall. */
  expiresAt: number | null;
  /** The staff member for whom an online token was issued. */
  userId: string | null;
}

export interface RefreshToken {
  expiresAt: number;
  /**
   * The token that this one replaced. It stays valid until this one is used, so an app can retry after a
   * lost response, as in Shopify since August 2026.
   */
  replaces: string | null;
  firstUsedAt: number | null;
  scopes: string[];
}
