import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { ShopContext } from "../../app/core/ids";
import type { Services } from "../../app/services.server";
import {
  demoStore,
  installApp,
  issueExpiringToken,
  makeShop,
  type RunningSandbox,
  type Shop,
  startSandbox,
} from "../doubles/shopify/index";
import { storeTokens } from "../factories/store-tokens";
import { insertShop, type TestServices } from "../setup/test-services";

export const app = {
  apiKey: "coupon-pools-faults",
  apiSecret: "the sandbox and the workers share this secret",
  scopes: ["read_discounts", "write_discounts", "read_products", "read_customers"],
};

/** A store in the sandbox (`sandboxShop`) and in the app (`here`). */
export interface Store {
  sandboxShop: Shop;
  here: ShopContext;
}

/** A sandbox with many stores that have the app installed. */
export interface ManyStores {
  running: RunningSandbox;
  stores: Store[];
  /** URL for the app's processes. It forwards to the sandbox and counts requests. */
  url: string;
  /** Number of requests about a store so far. */
  requests(store: Store): number;
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts a sandbox with `count` stores whose tokens expire after an hour. */
export async function startManyStores(
  services: Pick<Services, "database" | "clock" | "keyring">,
  count: number,
): Promise<ManyStores> {
  const running = await startSandbox({
    apiKey: app.apiKey,
    apiSecret: app.apiSecret,
    appUrl: "http://127.0.0.1:1",
    tomlFile: fileURLToPath(new URL("../../dev/stack/quiet-app.toml", import.meta.url)),
    scopes: app.scopes,
  });
  const stores: Store[] = [];
  for (let at = 0; at < count; at += 1) {
    const domain = `store-${at}.myshopify.com`;
    const sandboxShop = makeShop(running.sandbox, { ...demoStore, domain });
    running.sandbox.world.shops[domain] = sandboxShop;
    installApp(running.sandbox, sandboxShop);
    await signIn(services, running, sandboxShop);
    stores.push({ sandboxShop, here: await insertShop(services as TestServices, domain) });
  }
  const counter = await startCounter(running.url);
  return {
    running,
    stores,
    url: counter.url,
    requests: ({ sandboxShop }) => counter.requests.get(sandboxShop.domain) ?? 0,
    control: async (method, path, body) => {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const response = await fetch(`${running.url}${path}`, init);
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
      return response.json();
    },
    close: async () => {
      await counter.close();
      await running.close();
    },
  };
}

/** Stores tokens like a visit to the Shopify admin. */
async function signIn(
  services: Pick<Services, "database" | "keyring">,
  { sandbox }: RunningSandbox,
  shop: Shop,
): Promise<void> {
  const tokens = issueExpiringToken(sandbox, shop, app.scopes, null);
  await storeTokens(services, {
    shop: shop.domain,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    expires: new Date(Date.now() + (tokens.expires_in ?? 0) * 1000),
  });
}

/** Forwards requests and counts those about stores. */
async function startCounter(target: string) {
  const requests = new Map<string, number>();
  const server = createServer((incoming, outgoing) => {
    const [, domain] = /^\/shops\/([^/]+)\//.exec(incoming.url ?? "") ?? [];
    if (domain) requests.set(domain, (requests.get(domain) ?? 0) + 1);
    const { method, headers } = incoming;
    const passed = forward(
      new URL(incoming.url ?? "/", target),
      { method, headers },
      (response) => {
        outgoing.writeHead(response.statusCode ?? 500, response.headers);
        outgoing.flushHeaders();
        response.pipe(outgoing);
      },
    );
    passed.on("error", () => outgoing.destroy());
    outgoing.on("close", () => passed.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    requests,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
