import type { Sql } from "../../../database/database.server";
import type { FreshTokens } from "./refresh-token.server";
import type { TokenCipher } from "./token-cipher.server";

/** A shop's offline tokens, opened. */
export interface StoredTokens {
  accessToken: string;
  refreshToken: string | null;
  /** Null: it lives until the app is uninstalled. */
  expires: Date | null;
  /** The row that they were read from, to change no other. */
  sealedAccessToken: string;
}

interface TokenRow {
  accessToken: string;
  refreshToken: string | null;
  expires: Date | null;
}

/** A refresh takes ten seconds at most. After this, another process may take over. */
const leaseSeconds = 15;

/** Session ID of a shop's offline token in Shopify's library. */
const offlineId = (shopDomain: string): string => `offline_${shopDomain}`;

/** The offline tokens of shops in the table of sessions, which Shopify's library fills at sign-in. */
export function storedTokens({ database, vault }: { database: Sql; vault: TokenCipher }) {
  const opened = (shopDomain: string, row: TokenRow | undefined): StoredTokens | undefined => {
    const accessToken = row && vault.open(shopDomain, row.accessToken);
    if (!row || !accessToken) return undefined;
    return {
      accessToken,
      refreshToken: (row.refreshToken && vault.open(shopDomain, row.refreshToken)) || null,
      expires: row.expires,
      sealedAccessToken: row.accessToken,
    };
  };
  return {
    /** Undefined: the shop hasn't signed in, or has uninstalled. */
    read: async (shopDomain: string): Promise<StoredTokens | undefined> => {
      const [row] = await database.query<TokenRow>(
        `SELECT "accessToken", "refreshToken", expires FROM session WHERE id = $1`,
        [offlineId(shopDomain)],
      );
      return opened(shopDomain, row);
    },
    /**
     * Claims the refresh for this process; undefined while another one has it. A lease in the row
     * instead of a lock, because a lock would hold a connection while Shopify doesn't respond.
     */
    claimRefresh: async (shopDomain: string): Promise<StoredTokens | undefined> => {
      const [row] = await database.query<TokenRow>(
        `UPDATE session SET refreshing_until = clock_timestamp() + make_interval(secs => $2)
          WHERE id = $1 AND coalesce(refreshing_until <= clock_timestamp(), true)
          RETURNING "accessToken", "refreshToken", expires`,
        [offlineId(shopDomain), leaseSeconds],
      );
      return opened(shopDomain, row);
    },
    releaseRefresh: async (shopDomain: string, { sealedAccessToken }: StoredTokens) => {
      await database.query(
        `UPDATE session SET refreshing_until = NULL WHERE id = $1 AND "accessToken" = $2`,
        [offlineId(shopDomain), sealedAccessToken],
      );
    },
    /** Stores the refreshed tokens, unless the shop uninstalled or signed in again meanwhile. */
    replace: async (
      shopDomain: string,
      old: StoredTokens,
      fresh: FreshTokens,
      now: Date,
    ): Promise<void> => {
      await database.query(
        `UPDATE session
            SET "accessToken" = $3, "refreshToken" = $4, expires = $5, "refreshTokenExpires" = $6,
                scope = coalesce($7, scope), refreshing_until = NULL
          WHERE id = $1 AND "accessToken" = $2`,
        [
          offlineId(shopDomain),
          old.sealedAccessToken,
          vault.seal(shopDomain, fresh.accessToken),
          vault.seal(shopDomain, fresh.refreshToken),
          new Date(now.getTime() + fresh.livesMs),
          new Date(now.getTime() + fresh.refreshLivesMs),
          fresh.scope ?? null,
        ],
      );
    },
    /**
     * Deletes an expired grant together with the staff's sessions. While one of those exists,
     * opening the app wouldn't sign the shop in again.
     */
    forget: async (shopDomain: string, { sealedAccessToken }: StoredTokens): Promise<void> => {
      await database.query(
        `DELETE FROM session WHERE shop = $1
            AND EXISTS (SELECT 1 FROM session WHERE id = $2 AND "accessToken" = $3)`,
        [shopDomain, offlineId(shopDomain), sealedAccessToken],
      );
    },
  };
}
