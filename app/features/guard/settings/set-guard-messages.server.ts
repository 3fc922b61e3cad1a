import type { Outdated } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { requestGuardWrite } from "../../pools/request-guard-write.server";
import { type MessagesRejected, readMessages } from "../messages/guard-messages";

export interface MessagesChange {
  /** All of the merchant's messages by language and reason, as typed. Empty ones mean the default. */
  messages: Parameters<typeof readMessages>[0];
  /** The version the caller saw (0 without a guard); any other fails with `outdated`. */
  version: number;
  actor: Actor;
}

/**
 * Replaces the messages that shoppers read when a code is rejected. They show at checkout within
 * seconds. Fails when the version is outdated or a message isn't possible.
 */
export async function setGuardMessages(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { messages: typed, version, actor }: MessagesChange,
): Promise<Result<{ version: number }, MessagesRejected | Outdated>> {
  const messages = readMessages(typed);
  if (!messages.ok) return messages;
  return database.transaction(async (tx) => {
    const now = clock.now();
    // Messages may be written before the guard is on.
    await tx.query(
      `INSERT INTO guard (shop_id, enabled, status, status_since, version)
       SELECT $1, NULL, 'off', $2, 0 WHERE $3 = 0 ON CONFLICT DO NOTHING`,
      [shop.id, now, version],
    );
    const changed = await tx.query<{ version: number }>(
      `UPDATE guard SET messages = $3, version = version + 1
        WHERE shop_id = $1 AND version = $2 RETURNING version`,
      [shop.id, version, JSON.stringify(messages.value)],
    );
    const [guard] = changed;
    if (!guard) return failure({ kind: "outdated" });
    await requestGuardWrite(tx, shop.id);
    const languages = Object.keys(messages.value).length;
    const detail = { languages };
    await recordAudit(tx, shop, actor, now, { action: "guard.messages-changed", detail });
    return success({ version: guard.version });
  });
}
