import type { InvalidInput, Outdated } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { readAlertAddress, rejectAddition } from "./alert-recipients";

export interface RecipientsChange {
  /** The entire new list; empty: the shop's own address. */
  emails: string[];
  /** The list when editing began. Fails if it has changed since. */
  seen: string[];
  actor: Actor;
}

/**
 * Replaces the alert recipients. Invalid addresses fail with the field `emails.0`, `emails.1`, …
 */
export async function setAlertRecipients(
  { database, clock }: Services,
  shop: ShopContext,
  { emails, seen, actor }: RecipientsChange,
): Promise<Result<{ emails: string[] }, InvalidInput | Outdated>> {
  const list = readList(emails);
  if (!list.ok) return list;
  return database.transaction(async (tx) => {
    // Serializes concurrent saves.
    await tx.query("SELECT 1 FROM readable.shop WHERE id = $1 FOR UPDATE", [shop.id]);
    const known = await tx.query<{ email: string }>(
      "SELECT email FROM alert_recipient WHERE shop_id = $1 ORDER BY email",
      [shop.id],
    );
    const before = known.map(({ email }) => email);
    if (sameList(before, list.value)) return success({ emails: before });
    if (!sameList(before, seen)) return failure({ kind: "outdated" });
    await tx.query("DELETE FROM alert_recipient WHERE shop_id = $1", [shop.id]);
    await tx.query("INSERT INTO alert_recipient (shop_id, email) SELECT $1, unnest($2::text[])", [
      shop.id,
      list.value,
    ]);
    const added = list.value.filter((email) => !before.includes(email)).length;
    const removed = before.filter((email) => !list.value.includes(email)).length;
    await recordAudit(tx, shop, actor, clock.now(), {
      action: "alerts.recipients-changed",
      detail: { added, removed, count: list.value.length },
    });
    return success({ emails: list.value });
  });
}

function readList(texts: string[]): Result<string[], InvalidInput> {
  const list: string[] = [];
  for (const [index, text] of texts.entries()) {
    const read = readAlertAddress(text);
    const message = read.ok && list.includes(read.address) ? undefined : rejectAddition(list, text);
    if (message) return failure({ kind: "invalid_input", field: `emails.${index}`, message });
    if (read.ok && !list.includes(read.address)) list.push(read.address);
  }
  return success(list.sort());
}

function sameList(a: string[], b: string[]): boolean {
  return [...a].sort().join("\n") === [...b].sort().join("\n");
}
