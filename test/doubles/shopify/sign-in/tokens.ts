export interface AccessToken {
  kind: "offline" | "online";
  scopes: string[];
  /** Null for the old kind of offline token, which lives until uninstall. */
  expiresAt: number | null;
  /** The staff member of an online token. */
  userId: string | null;
}

export interface RefreshToken {
  expiresAt: number;
  /**
   * The token this one replaced. It stays usable until this one is used, so that an app whose
   * answer got lost can try again; Shopify does so since August 2026.
   */
  replaces: string | null;
  firstUsedAt: number | null;
  scopes: string[];
}
