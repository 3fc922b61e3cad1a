import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";
import type { GuardStatus } from "./guard";
import type { GuardMessages } from "./messages/guard-messages";

/** The guard as it is stored. */
export interface GuardRow {
  /** Null: the merchant hasn't decided, so the first protected pool turns it on. */
  enabled: boolean | null;
  status: GuardStatus;
  statusSince: Date;
  /** The platform's message. */
  statusDetail: string | null;
  /** Null: no discount that we know of. */
  platformId: string | null;
  /** Why its state couldn't be read or changed; null: it could. */
  trouble: "unreachable" | "denied" | null;
  troubleSince: Date | null;
  troubleDetail: string | null;
  /** Hash of the texts that the discount was last known to have. */
  configHash: string | null;
  writtenAt: Date | null;
  /** When the discount was last read. */
  checkedAt: Date | null;
  /** When a webhook last said that the discount changed. */
  noticedAt: Date | null;
  messages: GuardMessages;
  version: number;
}

/** The shop's guard; null: it has never had one. Call it with a transaction to read what that wrote. */
export async function findGuard(sql: Sql, shop: Pick<ShopContext, "id">): Promise<GuardRow | null> {
  const [row] = await sql.query<GuardRow>(
    `SELECT enabled, status, status_since AS "statusSince", status_detail AS "statusDetail",
            platform_id AS "platformId", trouble, trouble_since AS "troubleSince",
            trouble_detail AS "troubleDetail", config_hash AS "configHash",
            written_at AS "writtenAt", checked_at AS "checkedAt", noticed_at AS "noticedAt",
            messages, version
       FROM guard WHERE shop_id = $1`,
    [shop.id],
  );
  return row ?? null;
}
