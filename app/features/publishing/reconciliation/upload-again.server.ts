import type { Transaction } from "../../../database/database.server";
import { changeSupply, wakeUpload } from "../../pools/supply-figures.server";
import { wakeUrgentUpload } from "../upload/wake-urgent-upload.server";
import type { OpenFinding } from "./drift";

/** Lets missing codes of a pool, whose line is held, wait for their upload again. */
export async function uploadAgain(
  tx: Transaction,
  shopId: number,
  poolId: number,
  findings: readonly OpenFinding[],
): Promise<void> {
  const rows = await tx.query<{ state: string }>(
    `UPDATE current_code SET upload = 'uploading', upload_id = NULL, platform_id = NULL, in_store = NULL
      WHERE shop_id = $1 AND pool_id = $2 AND id = ANY($3::bigint[]) AND upload = 'live'
        AND state IN ('available', 'assigned')
     RETURNING state`,
    [shopId, poolId, findings.map(({ codeId }) => codeId)],
  );
  if (rows.length === 0) return;
  await changeSupply(tx, shopId, poolId, { uploading: rows.length, live: -rows.length });
  await wakeUpload(tx, shopId);
  if (rows.some(({ state }) => state === "assigned")) await wakeUrgentUpload(tx, shopId, poolId);
}
