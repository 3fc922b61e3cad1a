import type { PrismaClient } from "@prisma/client";
import type { Session } from "@shopify/shopify-api";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";

/** How long an expiring access token of a shop lives when the answer that brought it does not say. */
const usualLifetime = 60 * 60 * 1000;

/**
 * Shopify's session storage, with one fault of its library worked around: a token that came without
 * `expires_in` counts as one that never expires, and is then never refreshed again
 * (Shopify/shopify-app-js#3400). Here one that can be refreshed always has an end.
 */
export class ExpiringSessionStorage extends PrismaSessionStorage<PrismaClient> {
  override async storeSession(session: Session): Promise<boolean> {
    if (session.refreshToken && !session.expires) {
      session.expires = new Date(Date.now() + usualLifetime);
    }
    return super.storeSession(session);
  }
}
