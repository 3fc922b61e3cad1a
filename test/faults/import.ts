import { randomInt } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { ShopContext } from "../../app/core/ids";
import type { Services } from "../../app/services.server";
import { startWorkerProcess } from "../../dev/stack/start-worker-process";
import { manyCodes, startImportOf } from "../factories/start-import-of";
import { insertPool } from "../factories/stocked-pool";

export interface ImportFaultsOptions {
  services: Services;
  databaseUrl: string;
  shop: ShopContext;
  codes: number;
  kills: number;
}

export interface ImportFaults {
  kills: number;
  /** Codes of the file that are not in the pool. */
  lost: number;
  /** Excess codes in the pool or in the batch's count. */
  doubled: number;
  /** Totals that differ from the codes. */
  wrongFigures: number;
}

/**
 * Imports a file while killing the worker (SIGKILL) at random moments and restarting it. After the
 * last kill, lets the import finish.
 */
export async function importFaults(options: ImportFaultsOptions): Promise<ImportFaults> {
  const { services, shop, codes, kills } = options;
  const poolId = await insertPool(services, shop);
  const batchId = await startImportOf(services, shop, poolId, manyCodes(codes));
  const logFolder = await mkdtemp(path.join(tmpdir(), "coupon-pools-worker-"));
  const start = () => startWorkerProcess(options.databaseUrl, services.keyring, logFolder);
  let worker = await start();
  let killed = 0;
  for (let seen = 0; ; ) {
    const batch = await progress(services, shop, batchId);
    if (batch.state !== "queued" && batch.state !== "running") break;
    // Kill only if the import has progressed since the last kill.
    if (killed < kills && batch.rowsRead >= seen) {
      await setTimeout(randomInt(50, 400));
      process.kill(worker.pid, "SIGKILL");
      await worker.exited;
      killed += 1;
      seen = Math.min(codes - 1, (codes / (kills + 1)) * killed);
      worker = await start();
    } else await setTimeout(20);
  }
  await worker.stop();
  return { kills: killed, ...(await compare(services, shop, { poolId, batchId, codes })) };
}

async function progress({ database }: Services, shop: ShopContext, batchId: number) {
  const [batch] = await database.query<{ state: string; rowsRead: number }>(
    `SELECT state, rows_read AS "rowsRead" FROM batch WHERE shop_id = $1 AND id = $2`,
    [shop.id, batchId],
  );
  if (!batch) throw new Error("The batch is gone.");
  return batch;
}

async function compare(
  { database }: Services,
  shop: ShopContext,
  { poolId, batchId, codes }: { poolId: number; batchId: number; codes: number },
): Promise<Omit<ImportFaults, "kills">> {
  const [truth] = await database.query<{
    here: number;
    available: number;
    added: number;
    refused: number;
    last: number;
    cursor: number;
  }>(
    `SELECT (SELECT count(*) FROM code WHERE shop_id = $1 AND pool_id = $2) AS here,
            stock.available, batch.added,
            batch.already_here + batch.twice_in_file + batch.elsewhere + batch.invalid AS refused,
            (SELECT min(position) FROM code WHERE shop_id = $1 AND pool_id = $2) AS last,
            stock.claim_cursor AS cursor
       FROM pool_stock AS stock, batch
      WHERE stock.shop_id = $1 AND stock.pool_id = $2 AND batch.shop_id = $1 AND batch.id = $3`,
    [shop.id, poolId, batchId],
  );
  if (!truth) throw new Error("The pool is gone.");
  return {
    lost: Math.max(0, codes - truth.here),
    doubled: Math.max(0, truth.here - codes) + Math.abs(truth.added - codes) + truth.refused,
    wrongFigures: (truth.available === truth.here ? 0 : 1) + (truth.cursor < truth.last ? 0 : 1),
  };
}
