import { type ExecutionResult, execute } from "graphql";
import { Followers } from "../clock/followers";
import { FunctionHost } from "../functions/function-host";
import type { Sandbox } from "../sandbox";
import { seedWorld } from "../seed/seed-world";
import { impliedScopes } from "../sign-in/scopes";
import { emptyWorld } from "../state/world";
import { checkRequest } from "./check-request";
import { loadSchema } from "./load-schema";
import { resolveField, resolveType } from "./resolve-field";

const scopes = ["read_customers", "read_products", "write_discounts"];

/** A sandbox without a server, for tests of its responses. */
export function stillSandbox(size: "small" | "demo"): Sandbox {
  const sandbox: Sandbox = {
    settings: {
      app: { apiKey: "key", apiSecret: "secret", title: "The app", handle: "the-app", scopes },
      webhooks: { apiVersion: "2026-10", routes: [] },
      extensions: [],
      url: "http://127.0.0.1:1",
      publicAppUrl: "http://127.0.0.1:2",
      appProxy: null,
      appUrl: "http://127.0.0.1:3",
      smtpPort: 0,
    },
    world: emptyWorld(),
    followers: new Followers(),
    buckets: new Map(),
    requests: [],
    functionHost: new FunctionHost(),
    functionRuns: [],
    wakeTasks: () => {},
    settle: async () => {},
    saveSoon: () => {},
  };
  seedWorld(sandbox, size);
  return sandbox;
}

export interface QueryOptions {
  variables?: Record<string, unknown>;
  scopes?: string[];
  shop?: string;
}

/** Checks and executes a query like the endpoint does. */
export async function ask(
  sandbox: Sandbox,
  query: string,
  asking: QueryOptions = {},
): Promise<ExecutionResult> {
  const shop = sandbox.world.shops[asking.shop ?? "demo-store.myshopify.com"];
  const admin = loadSchema("2026-10");
  if (!shop || !admin) throw new Error("There is no such shop or version");
  const variables = asking.variables ?? {};
  const check = checkRequest(admin, { query, variables, operationName: undefined });
  // Converts to plain objects, as after transport. graphql-js creates objects without a prototype.
  const plain = (result: unknown): ExecutionResult => JSON.parse(JSON.stringify(result));
  if (!check.ok) return plain({ errors: check.errors });
  return plain(
    await execute({
      schema: admin.schema,
      document: check.request.document,
      variableValues: check.request.variables,
      contextValue: {
        sandbox,
        shop,
        admin,
        scopes: impliedScopes(asking.scopes ?? scopes),
      },
      fieldResolver: resolveField,
      typeResolver: resolveType,
    }),
  );
}

/** One root field of a response. Throws if it is missing or there are errors. */
export function answerOf<T>({ data, errors }: ExecutionResult, field: string): T {
  if (errors?.[0]) throw new Error(errors[0].message);
  if (data?.[field] === undefined) throw new Error(`No ${field} in the answer`);
  return data[field] as T;
}
