import type { ShopContext } from "../../../core/ids";
import {
  type KeysetEnds,
  type KeysetQuery,
  keysetPage,
  keysetScan,
} from "../../../core/keyset-page";
import type { Sql } from "../../../database/database.server";
import type { Difference, DifferenceKind } from "./difference";

export interface DifferencesQuery extends KeysetQuery<number> {
  checkId: number;
  kind: DifferenceKind;
}

export interface DifferencesPage extends KeysetEnds<number> {
  findings: Difference[];
}

/** A page of a check's differences of one kind, in the order they were found. */
export async function listDifferences(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  query: DifferencesQuery,
): Promise<DifferencesPage> {
  const { checkId, kind } = query;
  const scan = keysetScan(query, "ASC");
  const rows = await database.query<Difference>(
    `SELECT finding.id, finding.kind, discount.title AS "discountTitle", pool.id AS "poolId",
            pool.name AS "poolName", finding.code, finding.repair, finding.repaired_at AS "repairedAt"
       FROM reconciliation_difference AS finding
       JOIN readable.discount ON discount.shop_id = $1 AND discount.id = finding.discount_id
       LEFT JOIN readable.pool ON pool.shop_id = $1 AND pool.id = finding.pool_id
      WHERE finding.shop_id = $1 AND finding.check_id = $2 AND finding.kind = $3
        AND ($4::bigint IS NULL OR finding.id ${scan.beyond} $4)
      ORDER BY finding.id ${scan.direction} LIMIT $5`,
    [shop.id, checkId, kind, scan.cursor, scan.limit],
  );
  const { rows: findings, ...ends } = keysetPage(query, rows, ({ id }) => id);
  return { findings, ...ends };
}
