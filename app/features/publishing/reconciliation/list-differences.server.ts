import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import type { Difference, DifferenceKind } from "./difference";

export interface DifferencesQuery {
  checkId: number;
  kind: DifferenceKind;
  limit: number;
  /** Ids as a page gave them: rows `after` one or `before` one; neither: from the first. */
  after?: number;
  before?: number;
}

export interface DifferencesPage {
  findings: Difference[];
  after: number | null;
  before: number | null;
}

/** A page of what a check found, of one kind, in the order in which it was found. */
export async function listDifferences(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  { checkId, kind, limit, after, before }: DifferencesQuery,
): Promise<DifferencesPage> {
  const backwards = before !== undefined;
  const rows = await database.query<Difference>(
    `SELECT finding.id, finding.kind, discount.title AS "discountTitle", pool.id AS "poolId",
            pool.name AS "poolName", finding.code, finding.repair, finding.repaired_at AS "repairedAt"
       FROM reconciliation_difference AS finding
       JOIN discount ON discount.shop_id = $1 AND discount.id = finding.discount_id
       LEFT JOIN pool ON pool.shop_id = $1 AND pool.id = finding.pool_id
      WHERE finding.shop_id = $1 AND finding.check_id = $2 AND finding.kind = $3
        AND ($4::bigint IS NULL OR finding.id ${backwards ? "<" : ">"} $4)
      ORDER BY finding.id ${backwards ? "DESC" : "ASC"} LIMIT $5`,
    [shop.id, checkId, kind, before ?? after ?? null, limit + 1],
  );
  const more = rows.length > limit;
  const page = rows.slice(0, limit);
  if (backwards) page.reverse();
  const first = page[0]?.id ?? null;
  const last = page.at(-1)?.id ?? null;
  return {
    findings: page,
    before: (backwards ? more : after !== undefined) ? first : null,
    after: backwards || more ? last : null,
  };
}
