import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";

/** Since when, and why, the platform does not let the app work for a shop. */
export interface LostAccess {
  since: Date;
  /** In the platform's words. */
  reason: string;
}

/** Null: nothing is known against it. */
export async function readAccess(
  { database }: { database: Sql },
  { id }: Pick<ShopContext, "id">,
): Promise<LostAccess | null> {
  const [lost] = await database.query<LostAccess>(
    `SELECT access_lost_at AS since, access_lost_reason AS reason FROM shop
      WHERE id = $1 AND access_lost_at IS NOT NULL`,
    [id],
  );
  return lost ?? null;
}
