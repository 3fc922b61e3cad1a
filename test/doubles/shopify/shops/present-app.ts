import type { GraphqlContext, ResponseObject } from "../graphql/context";
import { listedScopes } from "../sign-in/scopes";
import { gid } from "./gid";

// The sandbox has one app with the same ID in every shop and at every start.
export const APP_NUMBER = "9000000000000001";

export function presentApp(context: GraphqlContext): ResponseObject {
  const { app, webhooks } = context.sandbox.settings;
  return {
    __typename: "App",
    id: gid("App", APP_NUMBER),
    title: app.title,
    handle: app.handle,
    apiKey: app.apiKey,
    description: null,
    developerName: null,
    embedded: true,
    launchUrl: launchUrl(context),
    uninstallUrl: null,
    webhookApiVersion: webhooks.apiVersion,
    requestedAccessScopes: app.scopes.map(presentScope),
    installation: () => presentInstallation(context),
  };
}

const launchUrl = ({ shop, sandbox }: GraphqlContext): string =>
  `https://${shop.domain}/admin/apps/${sandbox.settings.app.handle}`;

const presentScope = (handle: string): ResponseObject => ({
  __typename: "AccessScope",
  handle,
  description: handle.replaceAll("_", " "),
});

export function presentInstallation(context: GraphqlContext): ResponseObject {
  const { installation } = context.shop;
  // Uninstalling revokes all tokens, so this should never happen.
  if (!installation) throw new Error(`${context.shop.domain} has not installed the app`);
  return {
    __typename: "AppInstallation",
    id: gid("AppInstallation", installation.id),
    accessScopes: listedScopes(installation.scopes).map(presentScope),
    app: () => presentApp(context),
    launchUrl: launchUrl(context),
    uninstallUrl: null,
  };
}
