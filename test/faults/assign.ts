import { setTimeout } from "node:timers/promises";
import type { ShopContext } from "../../app/core/ids";
import { createKey } from "../../app/features/api-keys/create-key.server";
import type { Services } from "../../app/services.server";
import { buildApp } from "../../dev/stack/build-app";
import { freePorts } from "../../dev/stack/free-ports";
import { type AppProcess, startAppProcess } from "../../dev/stack/start-app-process";
import { insertPool } from "../factories/stocked-pool";
import { startRoundRobin } from "./round-robin";

export interface AssignFaultsOptions {
  services: Services;
  databaseUrl: string;
  shop: ShopContext;
  /** Number of recipients. Each request has its own idempotency key. */
  recipients: number;
  /** Number of concurrent callers. */
  callers: number;
  /** Maximum milliseconds between two kills; the actual time is random. */
  killEvery: number;
}

export interface AssignFaults {
  kills: number;
  /** Number of retried requests. */
  retries: number;
  /** Recipients without a code, or with a different code than in the response. */
  lost: number;
  /** Recipients with more than one code, and codes with more than one recipient. */
  doubled: number;
  /** Pools whose totals differ from their codes. */
  wrongFigures: number;
}

const spareCodes = 100;

/**
 * Runs two app processes behind a round-robin balancer. While many callers request codes, kills one
 * process at a time (SIGKILL) at random moments and restarts it. Callers retry until they get a response.
 */
export async function assignFaults(options: AssignFaultsOptions): Promise<AssignFaults> {
  const { services, shop, recipients } = options;
  await buildApp();
  const poolId = await insertPool(services, shop, { codes: recipients + spareCodes });
  const [pool] = await services.database.query<{ handle: string }>(
    "SELECT handle FROM pool WHERE shop_id = $1 AND id = $2",
    [shop.id, poolId],
  );
  const key = await createKey(services, shop, {
    name: "Faults",
    scopes: ["assign"],
    pools: null,
    requestsPerMinute: 1_000_000,
    actor: { name: "Faults" },
  });
  if (!pool || !key.ok) throw new Error("The round could not be prepared.");
  const ports = await freePorts(2);
  const start = (port: number) => startAppProcess(options.databaseUrl, services.keyring, { port });
  const apps = await Promise.all(ports.map(start));
  const balancer = await startRoundRobin(ports);
  const url = `http://127.0.0.1:${balancer.port}/api/v1/pools/${pool.handle}/assignments`;
  try {
    const requesting = requestAll(url, key.value.text, options);
    const kills = await killWhile(apps, start, requesting, options.killEvery);
    const { responses, retries } = await requesting;
    return { kills, retries, ...(await compare(services, shop, poolId, responses)) };
  } finally {
    await Promise.all(apps.map((app) => app.stop()));
    await balancer.close();
  }
}

/** Resolves the code in each response, by idempotency key. */
async function requestAll(
  url: string,
  key: string,
  { recipients, callers }: AssignFaultsOptions,
): Promise<{ responses: Map<string, string>; retries: number }> {
  const responses = new Map<string, string>();
  let retries = 0;
  let next = 0;
  const caller = async () => {
    for (let n = next++; n < recipients; n = next++) {
      for (;;) {
        const code = await requestCode(url, key, n).catch(() => undefined);
        if (code) {
          responses.set(`r${n}`, code);
          break;
        }
        retries += 1;
        await setTimeout(50);
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { responses, retries };
}

/** Undefined if there was no response, or one that asks to retry. */
async function requestCode(url: string, key: string, n: number): Promise<string | undefined> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${key}`,
      "Content-Type": "application/json",
      "Idempotency-Key": `r${n}`,
    },
    body: JSON.stringify({ recipient: `r${n}@example.com` }),
    signal: AbortSignal.timeout(20_000),
  });
  const result = (await response.json()) as { code: string; detail?: string };
  if (response.status >= 500 || response.status === 429) return undefined;
  if (response.status !== 200) throw new Error(`refused: ${result.detail}`);
  return result.code;
}

/** Kills the processes in turn until the work is done. Resolves the number of kills. */
async function killWhile(
  apps: AppProcess[],
  start: (port: number) => Promise<AppProcess>,
  work: Promise<unknown>,
  killEvery: number,
): Promise<number> {
  const done = work.then(() => "done" as const);
  let kills = 0;
  for (;;) {
    const wait = setTimeout(Math.random() * killEvery).then(() => "kill" as const);
    if ((await Promise.race([done, wait])) === "done") return kills;
    const place = kills % apps.length;
    const victim = apps[place];
    if (!victim) throw new Error("There is no process to kill.");
    process.kill(victim.pid, "SIGKILL");
    kills += 1;
    await victim.exited;
    apps[place] = await start(victim.port);
  }
}

/** Compares the responses with the database. */
async function compare(
  { database }: Services,
  shop: ShopContext,
  poolId: number,
  responses: Map<string, string>,
): Promise<Pick<AssignFaults, "lost" | "doubled" | "wrongFigures">> {
  const stored = await database.query<{ idempotencyKey: string; code: string }>(
    `SELECT request.request_key AS "idempotencyKey", code.code
       FROM idempotency_record AS request
       JOIN assignment ON assignment.shop_id = $1 AND assignment.id = request.assignment_id
       JOIN code ON code.shop_id = $1 AND code.id = assignment.code_id
      WHERE request.shop_id = $1 AND assignment.pool_id = $2`,
    [shop.id, poolId],
  );
  const byKey = new Map(stored.map(({ idempotencyKey, code }) => [idempotencyKey, code]));
  const lost = [...responses].filter(
    ([idempotencyKey, code]) => byKey.get(idempotencyKey) !== code,
  ).length;
  const [doubles] = await database.query<{ count: number }>(
    `SELECT count(*) AS count FROM (
       (SELECT 1 FROM assignment WHERE shop_id = $1 AND pool_id = $2 GROUP BY recipient_id HAVING count(*) > 1)
       UNION ALL
       (SELECT 1 FROM assignment WHERE shop_id = $1 AND pool_id = $2 GROUP BY code_id HAVING count(*) > 1)
     ) AS doubled`,
    [shop.id, poolId],
  );
  const wrong = await database.query(
    `SELECT 1 FROM pool_stock AS stock, LATERAL (
       SELECT count(*) FILTER (WHERE state = 'available') AS available,
              count(*) FILTER (WHERE state = 'assigned') AS assigned
         FROM current_code AS code WHERE shop_id = $1 AND pool_id = $2) AS truth
      WHERE stock.shop_id = $1 AND stock.pool_id = $2
        AND (stock.available, stock.assigned, $3::bigint)
              IS DISTINCT FROM (truth.available, truth.assigned, truth.assigned)`,
    [shop.id, poolId, responses.size],
  );
  const duplicates = responses.size - new Set(responses.values()).size;
  return { lost, doubled: (doubles?.count ?? 0) + duplicates, wrongFigures: wrong.length };
}
