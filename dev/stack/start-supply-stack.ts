import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { ShopContext } from "../../app/core/ids";
import type { Services } from "../../app/services.server";
import { type Discount, type RunningSandbox, startSandbox } from "../../test/doubles/shopify/index";
import { storeTokens } from "../../test/factories/store-tokens";
import { appProcess, buildApp } from "./build-app";
import { type Child, startChild } from "./child";
import { encryptionKeysOf } from "./encryption-keys";
import { preload } from "./start-stack";

const apiKey = "coupon-pools-supply";
const apiSecret = "the sandbox and the worker share this secret";
const scopes = [
  "read_discounts",
  "write_discounts",
  "read_products",
  "read_customers",
  "write_customers",
];
const domain = "demo-store.myshopify.com";

/** A sandbox store, and workers that upload codes to it, on the caller's database. */
export interface SupplyStack {
  sandbox: RunningSandbox;
  shop: ShopContext;
  /** Id of our copy of a sandbox discount that has none of our codes yet. */
  discountId: number;
  /** The same discount as stored in the sandbox. */
  discount(): Discount;
  startWorker(): Promise<Child>;
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts a sandbox store with one discount, and installs its shop into the database. */
export async function startSupplyStack(
  services: Pick<Services, "database" | "clock" | "keyring">,
  databaseUrl: string,
): Promise<SupplyStack> {
  const sandbox = await startSandbox({
    apiKey,
    apiSecret,
    appUrl: "http://127.0.0.1:1",
    tomlFile: fileURLToPath(new URL("./quiet-app.toml", import.meta.url)),
    scopes,
    seed: "small",
  });
  const control: SupplyStack["control"] = async (method, at, body) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${sandbox.url}${at}`, init);
    if (!response.ok) throw new Error(`${method} ${at}: ${response.status}`);
    return response.json();
  };
  const token = await signIn(sandbox.url, control);
  const shop = await installShop(services, token);
  const platformId = await createDiscount(sandbox.url, token);
  const discountId = await copyDiscount(services, shop, platformId);
  const number = platformId.split("/").at(-1) ?? "";
  const logFolder = await mkdtemp(path.join(tmpdir(), "coupon-pools-worker-"));
  let workers = 0;
  return {
    sandbox,
    shop,
    discountId,
    control,
    discount: () => {
      const found = sandbox.sandbox.world.shops[domain]?.discounts[number];
      if (!found) throw new Error("The discount is gone.");
      return found;
    },
    startWorker: async () => {
      workers += 1;
      await buildApp();
      const { child } = await startChild({
        name: `worker-${workers}`,
        command: [...preload, ...appProcess("worker")],
        logFolder,
        readyWhen: /worker ready/,
        env: {
          ...process.env,
          NODE_ENV: "production",
          DATABASE_URL: databaseUrl,
          SANDBOX_URL: sandbox.url,
          SHOPIFY_API_KEY: apiKey,
          SHOPIFY_API_SECRET: apiSecret,
          SHOPIFY_APP_URL: "http://127.0.0.1:1",
          SCOPES: scopes.join(","),
          ENCRYPTION_KEYS: encryptionKeysOf(services.keyring),
          SMTP_URL: "smtp://127.0.0.1:1",
          MAIL_FROM: "nobody@example.com",
          LOG_LEVEL: "info",
        },
      });
      return child;
    },
    close: () => sandbox.close(),
  };
}

async function signIn(url: string, control: SupplyStack["control"]): Promise<string> {
  const { token } = (await control("GET", `/control/api/session-token?shop=${domain}`)) as {
    token: string;
  };
  const response = await fetch(`${url}/shops/${domain}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_id: apiKey,
      client_secret: apiSecret,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: token,
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    }),
  });
  if (!response.ok) throw new Error(`No token: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

async function installShop(
  { database, clock, keyring }: Pick<Services, "database" | "clock" | "keyring">,
  token: string,
): Promise<ShopContext> {
  await storeTokens(
    { database, keyring },
    { shop: domain, accessToken: token, scope: scopes.join(",") },
  );
  const [shop] = await database.query<ShopContext>(
    `INSERT INTO shop (domain, name, email, time_zone, installed_at)
     VALUES ($1, 'Demo Store', 'owner@example.com', 'Europe/Berlin', $2)
     RETURNING id, domain, name, time_zone AS "timeZone"`,
    [domain, clock.now()],
  );
  if (!shop) throw new Error("no shop");
  return shop;
}

async function createDiscount(url: string, token: string): Promise<string> {
  const query = `mutation ($input: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $input) { codeDiscountNode { id } userErrors { message } } }`;
  const input = {
    title: "Ten percent",
    code: "THE-FIRST-CODE",
    startsAt: "2026-01-01T00:00:00Z",
    context: { all: "ALL" },
    customerGets: { value: { percentage: 0.1 }, items: { all: true } },
  };
  const response = await fetch(`${url}/shops/${domain}/admin/api/2026-10/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": token },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data } = (await response.json()) as {
    data?: { discountCodeBasicCreate: { codeDiscountNode: { id: string } | null } };
  };
  const id = data?.discountCodeBasicCreate.codeDiscountNode?.id;
  if (!id) throw new Error("The sandbox made no discount.");
  return id;
}

async function copyDiscount(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: ShopContext,
  platformId: string,
): Promise<number> {
  const [discount] = await database.query<{ id: number }>(
    `INSERT INTO discount (shop_id, platform_id, title, status, read_at)
     VALUES ($1, $2, 'Ten percent', 'active', $3) RETURNING id`,
    [shop.id, platformId, clock.now()],
  );
  if (!discount) throw new Error("no discount");
  return discount.id;
}
