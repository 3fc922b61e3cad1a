import type { Clock } from "../../../core/clock";
import type { Result } from "../../../core/result";
import { failure, success } from "../../../core/result";
import type { Sql } from "../../../database/database.server";
import type { PlatformFailure } from "../../platform-failure";
import { type AppCredentials, refreshToken } from "./refresh-token.server";
import { type StoredTokens, storedTokens } from "./stored-tokens.server";
import type { TokenCipher } from "./token-cipher.server";

/**
 * Resolves a valid access token of the shop. `refused` is one that Shopify just rejected. Fails as
 * denied if the merchant has to sign in again, as unreachable if Shopify doesn't respond.
 */
export type AccessToken = (
  shopDomain: string,
  refused?: string,
) => Promise<Result<string, PlatformFailure>>;

interface Needed {
  database: Sql;
  clock: Clock;
  vault: TokenCipher;
  app: AppCredentials;
}

/** A token is refreshed in the background this long before it expires. */
const dueMs = 5 * 60 * 1000;
/** How often, and how many times, to check for another process's refresh. */
const lookEveryMs = 100;
const maxPolls = 200;

/**
 * The offline tokens of all shops. A token is read at every call, so that no process goes on for a
 * shop that left. It is refreshed once, over all processes: a refresh token is good once.
 */
export function offlineTokens({ database, clock, vault, app }: Needed): AccessToken {
  const tokens = storedTokens({ database, vault });
  const underWay = new Map<string, Promise<Result<string, PlatformFailure>>>();

  async function refresh(
    shopDomain: string,
    old: StoredTokens,
  ): Promise<Result<string, PlatformFailure>> {
    for (let look = 0; look < maxPolls; look += 1) {
      const mine = await tokens.claimRefresh(shopDomain);
      if (mine) {
        if (mine.accessToken === old.accessToken) return refreshClaimed(shopDomain, mine);
        await tokens.releaseRefresh(shopDomain, mine);
        return success(mine.accessToken);
      }
      await new Promise((done) => setTimeout(done, lookEveryMs));
      const now = await tokens.read(shopDomain);
      if (!now) return failure(notSignedIn);
      if (now.accessToken !== old.accessToken) return success(now.accessToken);
    }
    return failure({
      kind: "platform_unreachable",
      detail: "The access token is being refreshed.",
    });
  }

  async function refreshClaimed(
    shopDomain: string,
    old: StoredTokens,
  ): Promise<Result<string, PlatformFailure>> {
    if (!old.refreshToken) {
      await tokens.forget(shopDomain, old);
      return failure({ kind: "platform_denied", detail: "The access token is no longer good." });
    }
    const refreshed = await refreshToken(app, shopDomain, old.refreshToken);
    if (refreshed.kind === "fresh") {
      await tokens.replace(shopDomain, old, refreshed.tokens, clock.now());
      // The shop may have uninstalled or signed in again meanwhile.
      const now = await tokens.read(shopDomain);
      return now ? success(now.accessToken) : failure(notSignedIn);
    }
    if (refreshed.kind === "ended") await tokens.forget(shopDomain, old);
    else await tokens.releaseRefresh(shopDomain, old);
    const kind = refreshed.kind === "unanswered" ? "platform_unreachable" : "platform_denied";
    return failure({ kind, detail: `No new access token: ${refreshed.detail}` });
  }

  function refreshOnce(shopDomain: string, old: StoredTokens) {
    const refreshing =
      underWay.get(shopDomain) ??
      refresh(shopDomain, old).finally(() => underWay.delete(shopDomain));
    underWay.set(shopDomain, refreshing);
    return refreshing;
  }

  return async (shopDomain, refused) => {
    const stored = await tokens.read(shopDomain);
    if (!stored) return failure(notSignedIn);
    const leftMs = stored.expires
      ? stored.expires.getTime() - clock.now().getTime()
      : Number.POSITIVE_INFINITY;
    const isGood = stored.accessToken !== refused && leftMs > 0;
    if (!isGood) return refreshOnce(shopDomain, stored);
    // Errors are ignored here: later calls try again.
    if (leftMs <= dueMs && stored.refreshToken)
      void refreshOnce(shopDomain, stored).catch(() => undefined);
    return success(stored.accessToken);
  };
}

const notSignedIn: PlatformFailure = {
  kind: "platform_denied",
  detail: "The shop is not signed in.",
};
