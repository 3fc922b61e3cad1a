import { connection } from "../graphql/connection";
import type { GraphqlContext, ResponseObject, RootField } from "../graphql/context";
import { presentApp } from "../shops/present-app";
import { type DeployedFunction, deployedFunctions, findFunction } from "./deployed-functions";

export const functionFields: Readonly<Record<string, RootField>> = {
  shopifyFunction: ({ id }, context) => {
    const found = findFunction(context.sandbox, { id: String(id) });
    return found ? presentFunction(context, found) : null;
  },
  shopifyFunctions: (args, context) => {
    const { apiType, useCreationUi } = args;
    const found = deployedFunctions(context.sandbox)
      .filter((one) => apiType == null || one.apiType === apiType)
      .filter((one) => useCreationUi == null || usesCreationUi(one) === useCreationUi);
    return connection(args, {
      type: "ShopifyFunction",
      // Connections order by a number, and the ID of a function is none.
      items: found.map((one, index) => ({ id: String(index + 1), found: one })),
      present: (item) => presentFunction(context, item.found),
    });
  },
};

const presentFunction = (context: GraphqlContext, one: DeployedFunction): ResponseObject => ({
  __typename: "ShopifyFunction",
  id: one.id,
  handle: one.handle,
  title: one.title,
  description: one.description,
  apiType: one.apiType,
  apiVersion: one.apiVersion,
  inputQuery: one.inputQuery,
  app: () => presentApp(context),
  appKey: context.sandbox.settings.app.apiKey,
  useCreationUi: usesCreationUi(one),
});

/** Whether merchants create it on a page: with `ui.enable_create` or `ui.paths` (default: not). */
function usesCreationUi({ extension }: DeployedFunction): boolean {
  const ui = (extension.config["ui"] ?? {}) as { enable_create?: boolean; paths?: unknown };
  return ui.enable_create === true || ui.paths !== undefined;
}
