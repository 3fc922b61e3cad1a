import { json } from "../http/answers";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { issueExpiringToken, issueLastingToken, issueOnlineToken } from "./issue-tokens";
import { readSessionToken } from "./read-session-token";
import { refuse } from "./refuse";

const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";
const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";

/** Exchanges a session token for an access token, as an embedded app does to sign in. */
export function exchangeToken(
  sandbox: Sandbox,
  shop: Shop,
  body: Record<string, string>,
): Response {
  if (body["subject_token_type"] !== ID_TOKEN) return refuse("invalid_request");
  const claims = readSessionToken(sandbox, body["subject_token"] ?? "");
  if (claims?.dest !== `https://${shop.domain}`) return refuse("invalid_subject_token");
  if (!shop.installation) return refuse("app_not_installed");
  const { scopes } = shop.installation;
  switch (body["requested_token_type"]) {
    case ONLINE:
      return json(issueOnlineToken(sandbox, shop, scopes));
    case OFFLINE:
      return json(
        body["expiring"] === "1"
          ? issueExpiringToken(sandbox, shop, scopes, null)
          : issueLastingToken(shop, scopes),
      );
    default:
      return refuse("invalid_request", 400, "requested_token_type is not known");
  }
}
