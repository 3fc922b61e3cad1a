import type { Actor, ShopContext } from "../../../core/ids";
import { type Result, success } from "../../../core/result";
import type { Sql } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { requestGuardWrite } from "../../pools/request-guard-write.server";
import { markPeople } from "../changes/mark-changes.server";
import { identitiesOfPerson } from "../identities/identities-of-person";
import {
  domainOf,
  type NormalisedRecipient,
  normaliseRecipient,
  type RecipientInvalid,
} from "../recipient";
import { domainKey, encryptAddress, recipientKey } from "../recipient-encryption.server";

export interface RecipientBlocking {
  /** An email address or customer ID, as typed. The shop may not know it yet. */
  recipient: string;
  blocked: boolean;
  actor: Actor;
}

export interface BlockedResult {
  recipient: NormalisedRecipient;
  /** False: it already had this state, and nothing was written. */
  changed: boolean;
}

/**
 * Blocks or unblocks a recipient. Requests of a blocked recipient are rejected for all their
 * identities; codes assigned before still work. The activity log contains only the recipient's ID.
 * Fails when the text isn't a valid address or customer ID.
 */
export async function setRecipientBlocked(
  services: Pick<Services, "database" | "clock" | "keyring">,
  shop: Pick<ShopContext, "id">,
  { recipient, blocked, actor }: RecipientBlocking,
): Promise<Result<BlockedResult, RecipientInvalid>> {
  const person = normaliseRecipient(recipient);
  if (!person.ok) return person;
  const key = recipientKey(services, shop, person.value);
  const now = services.clock.now();
  return services.database.transaction(async (tx) => {
    const id = blocked
      ? await block(tx, shop, {
          key,
          address: encryptAddress(services, shop, person.value),
          domain: domainKey(services, shop, domainOf(person.value)),
          now,
        })
      : await unblock(tx, shop, key);
    if (id !== undefined) {
      await markPeople(tx, shop.id, [id]);
      await requestGuardWrite(tx, shop.id);
      const action = blocked ? "recipient.blocked" : "recipient.unblocked";
      await recordAudit(tx, shop, actor, now, { action, detail: { recipient: id } });
    }
    return success({ recipient: person.value, changed: id !== undefined });
  });
}

/**
 * Resolves the recipient's ID; undefined if it's already blocked. The first of two concurrent calls
 * wins.
 */
async function block(
  tx: Sql,
  shop: Pick<ShopContext, "id">,
  { key, address, domain, now }: { key: Buffer; address: Buffer; domain: Buffer; now: Date },
): Promise<number | undefined> {
  const [row] = await tx.query<{ id: number }>(
    `INSERT INTO recipient (shop_id, key, address, blocked_at, domain_key)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (shop_id, key) DO UPDATE
       SET blocked_at = excluded.blocked_at, address = coalesce(recipient.address, excluded.address),
           domain_key = coalesce(recipient.domain_key, excluded.domain_key)
      WHERE recipient.blocked_at IS NULL
     RETURNING id`,
    [shop.id, key, address, now, domain],
  );
  return row?.id;
}

/**
 * Unblocks all identities of the person. Resolves the ID of one that was blocked; undefined if none
 * was.
 */
async function unblock(
  tx: Sql,
  shop: Pick<ShopContext, "id">,
  key: Buffer,
): Promise<number | undefined> {
  const [row] = await tx.query<{ id: number }>(
    `UPDATE recipient AS blocked SET blocked_at = NULL
       FROM recipient CROSS JOIN ${identitiesOfPerson}
      WHERE recipient.shop_id = $1 AND recipient.key = $2
        AND blocked.shop_id = $1 AND blocked.id = name.id AND blocked.blocked_at IS NOT NULL
     RETURNING blocked.id`,
    [shop.id, key],
  );
  return row?.id;
}
