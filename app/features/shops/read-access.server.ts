import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";

/** When and why the platform started to deny access for a shop. */
export interface LostAccess {
  since: Date;
  /** The platform's message. */
  reason: string;
}

/** Reads whether the app has lost access to a shop; null if not. */
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
