import { Agent, request } from "node:http";
import type { ShopContext } from "../../app/core/ids";
import { createKey } from "../../app/features/api-keys/create-key.server";
import type { Services } from "../../app/services.server";
import { timed } from "./bench";

const connections = 64;

/** A tool that assigns codes one by one over HTTP. */
export interface ApiCaller {
  /** Keeps connections open across rounds, like a tool that sends a campaign. */
  agent: Agent;
  port: number;
  /** Text of its API key. */
  key: string;
}

/** Creates an API key for a tool. The caller of this destroys its agent. */
export async function openCaller(
  services: Services,
  shop: ShopContext,
  port: number,
): Promise<ApiCaller> {
  const key = await makeKey(services, shop);
  return { agent: new Agent({ keepAlive: true, maxSockets: connections }), port, key };
}

/**
 * Assigns a code of the pool to each of `count` new recipients, over `connections` connections.
 * Resolves each response time in milliseconds.
 */
export async function assignOverHttp(
  api: ApiCaller,
  handle: string,
  prefix: string,
  count: number,
): Promise<number[]> {
  const latencies: number[] = [];
  let next = 0;
  const caller = async () => {
    for (let n = next++; n < count; n = next++) {
      const recipient = `${prefix}-${n}@example.com`;
      const body = JSON.stringify({ recipient, request_key: `${prefix}-${n}` });
      latencies.push(await timed(() => post(api, handle, body)));
    }
  };
  await Promise.all(Array.from({ length: connections }, caller));
  return latencies;
}

function post({ agent, port, key }: ApiCaller, handle: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        agent,
        port,
        host: "127.0.0.1",
        method: "POST",
        path: `/api/v1/pools/${handle}/assignments`,
        headers: {
          Authorization: `Bearer ${key}`,
          "Content-Type": "application/json",
          "Content-Length": Buffer.byteLength(body),
        },
      },
      (response) => {
        response.resume();
        response.on("end", () =>
          response.statusCode === 200
            ? resolve()
            : reject(new Error(`status ${response.statusCode}`)),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** The pool's handle. */
export async function handleOf({ database }: Services, poolId: number): Promise<string> {
  const [row] = await database.query<{ handle: string }>("SELECT handle FROM pool WHERE id = $1", [
    poolId,
  ]);
  if (!row) throw new Error("no pool");
  return row.handle;
}

async function makeKey(services: Services, shop: ShopContext): Promise<string> {
  const key = await createKey(services, shop, {
    name: "Bench",
    scopes: ["assign"],
    pools: null,
    requestsPerMinute: 1_000_000,
    actor: { name: "Bench" },
  });
  if (!key.ok) throw new Error(key.failure.message);
  return key.value.text;
}
