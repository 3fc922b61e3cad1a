import { tokenCipher } from "../../app/platform/shopify/sign-in/token-cipher.server";
import type { Services } from "../../app/services.server";

/** A shop's tokens. Without `refreshToken` and `expires`, they are valid until the app is uninstalled. */
export interface ShopTokens {
  shop: string;
  accessToken: string;
  refreshToken?: string | undefined;
  expires?: Date | undefined;
  scope?: string | undefined;
}

/** Stores a shop's offline tokens like a sign-in. */
export async function storeTokens(
  { database, keyring }: Pick<Services, "database" | "keyring">,
  { shop, accessToken, refreshToken, expires, scope }: ShopTokens,
): Promise<void> {
  const cipher = tokenCipher(keyring);
  await database.query(
    `INSERT INTO session (id, shop, state, scope, "accessToken", "refreshToken", expires)
     VALUES ($1, $2, '', $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET
       scope = excluded.scope, "accessToken" = excluded."accessToken",
       "refreshToken" = excluded."refreshToken", expires = excluded.expires,
       refreshing_until = NULL`,
    [
      `offline_${shop}`,
      shop,
      scope ?? null,
      cipher.seal(shop, accessToken),
      refreshToken ? cipher.seal(shop, refreshToken) : null,
      expires ?? null,
    ],
  );
}
