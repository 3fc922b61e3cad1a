import { expect, it } from "vitest";
import { envSchema } from "../../app/env.server";
import { appEnvironment } from "./app-environment";

const defaults = {
  DATABASE_URL: "postgres://postgres@127.0.0.1:5555/postgres",
  ENCRYPTION_KEYS: `local:${Buffer.alloc(32, 1).toString("base64")}`,
  SCOPES: "read_products",
};
/** What Shopify CLI sets for the process in shopify.web.toml. */
const cli: NodeJS.ProcessEnv = {
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  HOST: "https://quick-fox.trycloudflare.com",
  SCOPES: "read_orders,read_products",
  NODE_ENV: "development",
  PORT: "51234",
  FRONTEND_PORT: "51234",
  BACKEND_PORT: "51235",
};

it("is complete with what Shopify CLI sets, and listens on this machine only", () => {
  expect(envSchema.parse(appEnvironment(cli, defaults))).toMatchObject({
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "https://quick-fox.trycloudflare.com",
    HOST: "127.0.0.1",
    PORT: 51_234,
    SCOPES: "read_orders,read_products",
    DATABASE_URL: defaults.DATABASE_URL,
    NODE_ENV: "development",
  });
});

it("prefers the tunnel's URL to one in .env", () => {
  const env = { ...cli, SHOPIFY_APP_URL: "https://coupon-pools.example" };
  expect(appEnvironment(env, defaults)["SHOPIFY_APP_URL"]).toBe(cli["HOST"]);
});

it("keeps a separate listen address and app URL", () => {
  const env = { ...cli, HOST: "0.0.0.0", SHOPIFY_APP_URL: "https://coupon-pools.example" };
  expect(appEnvironment(env, defaults)).toMatchObject({
    HOST: "0.0.0.0",
    SHOPIFY_APP_URL: "https://coupon-pools.example",
  });
});

it("uses the developer's own database and key, and treats empty values as missing", () => {
  const own = {
    ...cli,
    DATABASE_URL: "postgres://own",
    ENCRYPTION_KEYS: "own",
    SCOPES: "",
    PORT: "",
  };
  expect(appEnvironment(own, defaults)).toMatchObject({
    DATABASE_URL: "postgres://own",
    ENCRYPTION_KEYS: "own",
    SCOPES: "read_products",
    PORT: "51234",
  });
});
