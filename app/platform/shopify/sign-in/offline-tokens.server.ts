import type { Clock } from "../../../core/clock";
import type { Result } from "../../../core/result";
import { failure, success } from "../../../core/result";
import type { Sql } from "../../../database/database.server";
import type { PlatformFailure } from "../../platform-failure";
import { type AppCredentials, refreshToken } from "./refresh-token.server";
import { type StoredTokens, storedTokens } from "./stored-tokens.server";
import type { TokenCipher } from "./token-cipher.server";

/**
 * Resolves an access token of the shop that is good now. `refused` is one that Shopify just did not
 * take. Fails as denied where there is none to be had without the merchant, as unreachable where
 * Shopify does not answer.
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

/** From so long before its end a token is refreshed. Until then nobody waits for that. */
const dueMs = 5 * 60 * 1000;
/** How often another process's refresh is looked after, and for how long. */
const lookEveryMs = 100;
const looks = 200;

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
    for (let look = 0; look < looks; look += 1) {
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
      // The shop may have left or signed in while Shopify was asked.
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
    // Whether this comes to anything, the calls after it see.
    if (leftMs <= dueMs && stored.refreshToken)
      void refreshOnce(shopDomain, stored).catch(() => undefined);
    return success(stored.accessToken);
  };
}

const notSignedIn: PlatformFailure = {
  kind: "platform_denied",
  detail: "The shop is not signed in.",
};
