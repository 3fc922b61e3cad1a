import { sessionToken } from "./shopify-client";
import { API_KEY, API_SECRET, DEMO_SHOP, type TestSandbox } from "./test-sandbox";

interface AdminAnswer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: string[]; extensions?: Record<string, unknown> }[];
  extensions?: { cost: { requestedQueryCost: number; actualQueryCost: number | null } };
}

export interface UserError {
  field: string[] | null;
  message: string;
  code: string | null;
}

export interface AdminApi {
  /** Sends a query and returns the HTTP response. */
  post(query: string, variables?: object): Promise<Response>;
  ask(query: string, variables?: object): Promise<AdminAnswer>;
  /** Sends a query and returns one root field. Throws if there are errors. */
  field<T>(name: string, query: string, variables?: object): Promise<T>;
}

/** Calls the Admin API over HTTP like an app, with its own token. */
export function adminApi(sandbox: TestSandbox, shop = DEMO_SHOP): AdminApi {
  const tokens = new Map<object, Promise<string>>();
  const post: AdminApi["post"] = async (query, variables = {}) => {
    const { world } = sandbox.running.sandbox;
    // A reset creates a new state in which the old token is invalid.
    if (!tokens.has(world)) tokens.set(world, exchange(sandbox, shop));
    const token = (await tokens.get(world)) ?? "";
    return fetch(`${sandbox.running.url}/shops/${shop}/admin/api/2026-10/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": token },
      body: JSON.stringify({ query, variables }),
    });
  };
  const ask: AdminApi["ask"] = async (query, variables) => (await post(query, variables)).json();
  return {
    post,
    ask,
    async field<T>(name: string, query: string, variables?: object): Promise<T> {
      const { data, errors } = await ask(query, variables);
      if (errors?.[0]) throw new Error(errors[0].message);
      return data?.[name] as T;
    },
  };
}

async function exchange(sandbox: TestSandbox, shop: string): Promise<string> {
  const answer = await fetch(`${sandbox.running.url}/shops/${shop}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_id: API_KEY,
      client_secret: API_SECRET,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: await sessionToken(sandbox, shop),
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    }),
  });
  if (!answer.ok) throw new Error(`No token: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}
