import { createHmac } from "node:crypto";
import type { Session, Shopify } from "@shopify/shopify-api";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { sessionToken, shopifyClient, signIn } from "../for-tests/shopify-client";
import { API_KEY, API_SECRET, DEMO_SHOP, OTHER_SHOP, testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox();
let shopify: Shopify;

beforeAll(async () => {
  shopify = await shopifyClient(sandbox);
});
beforeEach(() => sandbox.call("POST", "/control/api/reset"));

const shopName = async (session: Session): Promise<unknown> => {
  const client = new shopify.clients.Graphql({ session });
  const { data } = await client.request<{ shop: { name: string } }>("{ shop { name } }");
  return data?.shop.name;
};

const advance = (seconds: number): Promise<unknown> =>
  sandbox.call("POST", "/control/api/clock", { advanceMs: seconds * 1000 });

const askForToken = (body: Record<string, string>, shop = DEMO_SHOP): Promise<Response> =>
  fetch(`https://${shop}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_id: API_KEY, client_secret: API_SECRET, ...body }),
  });

const exchange = (token: string, shop = DEMO_SHOP): Promise<Response> =>
  askForToken(
    {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: token,
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      expiring: "1",
    },
    shop,
  );

const refresh = (token = ""): Promise<Response> =>
  askForToken({ grant_type: "refresh_token", refresh_token: token });

test("a session token can be exchanged for an offline token", async () => {
  const session = await signIn(sandbox, shopify);
  expect(session).toMatchObject({ shop: DEMO_SHOP, isOnline: false });
  expect(session.scope).toBe("read_customers,read_products,write_discounts");
  expect(session.refreshToken).toMatch(/^shprt_/);
  expect(await shopName(session)).toBe("Lindenhof Kaffee");
});

test("an online token names the user", async () => {
  const { RequestedTokenType } = await import("@shopify/shopify-api");
  const { session } = await shopify.auth.tokenExchange({
    shop: DEMO_SHOP,
    sessionToken: await sessionToken(sandbox),
    requestedTokenType: RequestedTokenType.OnlineAccessToken,
  });
  expect(session.isOnline).toBe(true);
  expect(session.onlineAccessInfo?.associated_user).toMatchObject({
    first_name: "Hanna",
    account_owner: true,
  });
});

test("an access token expires after an hour and can be refreshed", async () => {
  const session = await signIn(sandbox, shopify);
  await advance(3600);
  await expect(shopName(session)).rejects.toMatchObject({ response: { code: 401 } });
  const refreshToken = session.refreshToken ?? "";
  const renewed = await shopify.auth.refreshToken({ shop: DEMO_SHOP, refreshToken });
  expect(await shopName(renewed.session)).toBe("Lindenhof Kaffee");
});

test("a used refresh token can be retried until its replacement is used", async () => {
  const first = (await signIn(sandbox, shopify)).refreshToken;
  const second = (await (await refresh(first)).json()).refresh_token as string;
  expect((await refresh(first)).status).toBe(200);
  expect((await refresh(second)).status).toBe(200);
  const retired = await refresh(first);
  expect(retired.status).toBe(400);
  expect(await retired.json()).toMatchObject({ error: "invalid_grant" });
});

test("a refresh token expires after 90 days", async () => {
  const { refreshToken } = await signIn(sandbox, shopify);
  await advance(90 * 24 * 3600);
  expect((await refresh(refreshToken)).status).toBe(400);
});

test("an expired, foreign or forged session token is rejected", async () => {
  const token = await sessionToken(sandbox);
  expect((await exchange(token, OTHER_SHOP)).status).toBe(400);
  const [head, body] = token.split(".");
  const forged = createHmac("sha256", "guess").update(`${head}.${body}`).digest("base64url");
  expect((await exchange(`${head}.${body}.${forged}`)).status).toBe(400);
  await advance(61);
  const late = await exchange(token);
  expect(late.status).toBe(400);
  expect(await late.json()).toEqual({ error: "invalid_subject_token" });
});

test("a wrong app secret is rejected", async () => {
  const response = await askForToken({ client_secret: "guess", grant_type: "refresh_token" });
  expect(response.status).toBe(401);
});

test("uninstalling revokes tokens, and a reinstalled app can sign in again", async () => {
  const session = await signIn(sandbox, shopify);
  await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/uninstall`);
  await expect(shopName(session)).rejects.toMatchObject({ response: { code: 401 } });
  expect((await refresh(session.refreshToken)).status).toBe(400);
  expect((await exchange(await sessionToken(sandbox))).status).toBe(400);
  await sandbox.call("POST", `/control/api/shops/${DEMO_SHOP}/install`);
  expect(await shopName(await signIn(sandbox, shopify))).toBe("Lindenhof Kaffee");
});

test("a token is valid only in its own shop", async () => {
  const session = await signIn(sandbox, shopify);
  session.shop = OTHER_SHOP;
  await expect(shopName(session)).rejects.toMatchObject({ response: { code: 401 } });
});
