import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { type AppProxy, type AppProxyToml, readAppProxy } from "../app-proxy/app-proxy";
import type { WebhookRoute } from "../settings";

export interface AppToml {
  name?: string;
  handle?: string;
  scopes: string[];
  webhookApiVersion: string;
  routes: WebhookRoute[];
  appProxy: AppProxy | null;
}

interface TomlShape {
  name?: string;
  handle?: string;
  app_proxy?: AppProxyToml;
  access_scopes?: { scopes?: string };
  webhooks?: {
    api_version?: string;
    subscriptions?: { topics?: string[]; compliance_topics?: string[]; uri?: string }[];
  };
}

/** Reads the app's TOML file, as `shopify app deploy` would. Without a file, there are no webhooks. */
export function readAppToml(file: string): AppToml {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch {
    process.stderr.write(`sandbox: ${file} doesn't exist, so no webhooks will be sent\n`);
  }
  const toml = parse(text) as TomlShape;
  return {
    ...(toml.name && { name: toml.name }),
    ...(toml.handle && { handle: toml.handle }),
    scopes: (toml.access_scopes?.scopes ?? "")
      .split(",")
      .map((scope) => scope.trim())
      .filter(Boolean),
    appProxy: readAppProxy(toml.app_proxy),
    webhookApiVersion: toml.webhooks?.api_version ?? "2026-10",
    routes: (toml.webhooks?.subscriptions ?? []).flatMap(
      ({ topics = [], compliance_topics = [], uri = "" }) =>
        [...topics, ...compliance_topics].map((topic) => ({ topic, uri })),
    ),
  };
}
