import type { Services } from "../../services.server";
import { isLive } from "../codes/publishing/live-code";
import type { CodeFacts } from "./code-timeline";

interface Row extends Omit<CodeFacts, "pool" | "batch" | "discount"> {
  poolId: number;
  poolName: string;
  poolType: CodeFacts["pool"]["type"];
  poolDeleted: boolean;
  batchId: number | null;
  fileName: string | null;
  createdBy: string | null;
  platformId: string | null;
  title: string | null;
  status: NonNullable<CodeFacts["discount"]>["status"] | null;
}

/** The code with this key (`codeKey`) in any pool of the store; null if no pool has it. */
export async function readCodeFacts(
  { database, clock }: Pick<Services, "database" | "clock">,
  shopId: number,
  key: string,
): Promise<CodeFacts | null> {
  const [row] = await database.query<Row>(
    `SELECT code.id, code.code, code.state, code.created_at AS "createdAt", code.message,
            code.assign_by AS "assignBy", code.use_by AS "useBy",
            code.use_within_days AS "useWithinDays", code.publish_status AS "publishStatus", code.refusal,
            ${isLive("$3")} AS live,
            pool.id AS "poolId", pool.name AS "poolName", pool.type AS "poolType",
            pool.deleted_at IS NOT NULL AS "poolDeleted",
            batch.id AS "batchId", batch.file_name AS "fileName", batch.created_by AS "createdBy",
            discount.platform_id AS "platformId", discount.title, discount.status, published.sent_at AS "sentAt",
            published.finished_at AS "answeredAt"
       FROM current_code AS code
       JOIN readable.pool ON pool.shop_id = code.shop_id AND pool.id = code.pool_id
       LEFT JOIN readable.batch ON batch.shop_id = code.shop_id AND batch.id = code.batch_id
       LEFT JOIN readable.discount ON discount.shop_id = code.shop_id AND discount.id = pool.discount_id
       LEFT JOIN readable.publish_batch AS published
         ON published.shop_id = code.shop_id AND published.id = code.publish_batch_id
      WHERE code.shop_id = $1 AND code.code_key = $2`,
    [shopId, key, clock.now()],
  );
  if (!row) return null;
  const { poolId, poolName, poolType, poolDeleted, batchId, fileName, createdBy, ...rest } = row;
  const { platformId, title, status, ...facts } = rest;
  return {
    ...facts,
    pool: { id: poolId, name: poolName, type: poolType, deleted: poolDeleted },
    batch:
      batchId === null
        ? null
        : { id: batchId, fileName: fileName ?? "", createdBy: createdBy ?? "" },
    discount:
      platformId === null || title === null || status === null
        ? null
        : { platformId, title, status },
  };
}
