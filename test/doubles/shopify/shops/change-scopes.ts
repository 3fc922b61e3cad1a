import { isoTime, now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { grantedScopes } from "../sign-in/scopes";
import { emitWebhook } from "../webhooks/emit-webhook";
import { gid } from "./gid";
import type { Shop } from "./shop";

/** Changes the granted scopes, including those of existing tokens. */
export function changeScopes(sandbox: Sandbox, shop: Shop, requested: readonly string[]): void {
  const { installation } = shop;
  if (!installation) return;
  const previous = installation.scopes;
  installation.scopes = grantedScopes(requested);
  for (const token of Object.values(shop.accessTokens)) token.scopes = installation.scopes;
  for (const token of Object.values(shop.refreshTokens)) token.scopes = installation.scopes;
  emitWebhook(sandbox, shop, "app/scopes_update", {
    id: BigInt(installation.id),
    shop_id: gid("Shop", shop.id),
    previous,
    current: installation.scopes,
    updated_at: isoTime(now(sandbox)),
  });
}
