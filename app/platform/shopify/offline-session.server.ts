import type { Session } from "@shopify/shopify-api";
import type { Database } from "../../database/database.server";
import type { Shopify } from "../../shopify.server";

/**
 * The shop's offline session with an access token that is valid now, refreshed when it is about to
 * expire. One refresh at a time per shop, over all processes: Shopify's library would send one
 * refresh per caller, and a refresh token is good once.
 * Rejects with the library's SessionNotFoundError when the shop never installed the app.
 */
export async function validOfflineSession(
  { database, shopify }: { database: Database; shopify: Shopify },
  shopDomain: string,
): Promise<Session> {
  return database.transaction(async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('offline-session:' || $1, 0))", [
      shopDomain,
    ]);
    const { session } = await shopify.unauthenticated.admin(shopDomain);
    return session;
  });
}
