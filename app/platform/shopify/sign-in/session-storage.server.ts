import type { PrismaClient } from "@prisma/client";
import { Session } from "@shopify/shopify-api";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import { usualLifetimeMs } from "./refresh-token.server";
import type { TokenCipher } from "./token-cipher.server";

/**
 * Shopify's session storage, with tokens encrypted at rest, and with one fault of its library worked
 * around: a token that came without `expires_in` counts as one that never expires, and is then never
 * refreshed again (Shopify/shopify-app-js#3400). Here one that can be refreshed always has an end.
 */
export class EncryptedSessionStorage extends PrismaSessionStorage<PrismaClient> {
  constructor(
    prisma: PrismaClient,
    private readonly vault: TokenCipher,
  ) {
    super(prisma);
  }

  override async storeSession(session: Session): Promise<boolean> {
    const { shop, accessToken, refreshToken } = session;
    const sealed = new Session(session.toObject());
    if (accessToken) sealed.accessToken = this.vault.seal(shop, accessToken);
    if (refreshToken) sealed.refreshToken = this.vault.seal(shop, refreshToken);
    if (refreshToken && !session.expires) {
      sealed.expires = new Date(Date.now() + usualLifetimeMs);
    }
    return super.storeSession(sealed);
  }

  override async loadSession(id: string): Promise<Session | undefined> {
    const sealed = await super.loadSession(id);
    return sealed && this.#opened(sealed);
  }

  override async findSessionsByShop(shop: string): Promise<Session[]> {
    const sealed = await super.findSessionsByShop(shop);
    return sealed.flatMap((session) => this.#opened(session) ?? []);
  }

  /** A session whose tokens cannot be read is none: the library signs in again. */
  #opened(sealed: Session): Session | undefined {
    const { shop } = sealed;
    const accessToken = sealed.accessToken && this.vault.open(shop, sealed.accessToken);
    if (!accessToken) return undefined;
    const refreshToken = sealed.refreshToken && this.vault.open(shop, sealed.refreshToken);
    return new Session({
      ...sealed.toObject(),
      accessToken,
      ...(refreshToken && { refreshToken }),
    });
  }
}
