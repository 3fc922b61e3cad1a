import type { ShopContext } from "../../../app/core/ids";
import { type KeyScope, keyScopes } from "../../../app/features/api-keys/api-key";
import { createKey } from "../../../app/features/api-keys/create-key.server";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { type ApiClient, openApiClient } from "./api-client";
import { type ApiServer, startApiServer } from "./api-server";

/** A shop with an unrestricted API key, and a running API server. */
export interface ApiFixture {
  services: TestServices;
  server: ApiServer;
  api: ApiClient;
  shop: ShopContext;
  key: string;
  close(): Promise<void>;
}

export async function openApiFixture(): Promise<ApiFixture> {
  const services = await openTestServices();
  const shop = await insertShop(services);
  const server = await startApiServer(services);
  return {
    services,
    server,
    shop,
    api: await openApiClient(server.url),
    key: await makeKey(services, shop),
    close: async () => {
      await server.close();
      await services.close();
    },
  };
}

let made = 0;

export interface KeyOptions {
  scopes?: readonly KeyScope[];
  pools?: number[] | null;
  requestsPerMinute?: number;
  name?: string;
}

/** Creates an API key and returns its secret. */
export async function makeKey(
  services: TestServices,
  shop: ShopContext,
  options: KeyOptions = {},
): Promise<string> {
  made += 1;
  const key = await createKey(services, shop, {
    name: options.name ?? `Key ${made}`,
    scopes: options.scopes ?? keyScopes,
    pools: options.pools ?? null,
    requestsPerMinute: options.requestsPerMinute ?? 1_000_000,
    actor: { name: "Ada" },
  });
  if (!key.ok) throw new Error(key.failure.message);
  return key.value.text;
}
