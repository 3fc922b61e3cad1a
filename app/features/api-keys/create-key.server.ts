import type { InvalidInput } from "../../core/failures";
import type { Actor, ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Transaction } from "../../database/database.server";
import type { Services } from "../../services.server";
import { recordAudit } from "../audit/record-audit.server";
import { type KeyScope, writeKeyText } from "./api-key";
import { hashSecret, makeSecret } from "./key-secret.server";

/** The page lists all keys, and no shop has this many tools. */
const maxKeys = 100;

export interface NewKey {
  /** Parsed by `keyName`. */
  name: string;
  /** At least one. */
  scopes: readonly KeyScope[];
  /** IDs of the shop's pools; null: every pool. */
  pools: readonly number[] | null;
  requestsPerMinute: number;
  actor: Actor;
}

/**
 * Creates a key. Resolves its text (`cpk_…`), which can't be read again. Fails with
 * `invalid_input`.
 */
export async function createKey(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  input: NewKey,
): Promise<Result<{ id: number; text: string }, InvalidInput>> {
  return database.transaction(async (tx) => {
    const wrong = await check(tx, shop, input);
    if (wrong) return failure(wrong);
    const now = clock.now();
    const secret = makeSecret();
    const [key] = await tx.query<{ id: number }>(
      `INSERT INTO api_key (shop_id, name, scopes, pools, requests_per_minute, hash, created_by, created_at)
       VALUES ($1, $2, $3::key_scope[], $4, $5, $6, $7, $8)
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        shop.id,
        input.name,
        input.scopes,
        input.pools,
        input.requestsPerMinute,
        hashSecret(secret),
        input.actor.name,
        now,
      ],
    );
    if (!key) {
      return failure({
        kind: "invalid_input",
        field: "name",
        message: `You already have a key named “${input.name}”. Choose another name.`,
      });
    }
    await recordAudit(tx, shop, input.actor, now, {
      action: "key.created",
      detail: {
        name: input.name,
        scopes: input.scopes.join(", "),
        pools: input.pools?.length ?? null,
        requestsPerMinute: input.requestsPerMinute,
      },
    });
    return success({ id: key.id, text: writeKeyText({ shopId: shop.id, keyId: key.id, secret }) });
  });
}

async function check(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  { scopes, pools }: NewKey,
): Promise<InvalidInput | undefined> {
  const invalid = (field: string, message: string): InvalidInput => ({
    kind: "invalid_input",
    field,
    message,
  });
  if (scopes.length === 0) return invalid("scopes", "Choose at least one permission.");
  if (pools?.length === 0) return invalid("pools", "Choose a pool, or allow all pools.");
  const [facts] = await tx.query<{ keys: number; pools: number }>(
    `SELECT (SELECT count(*) FROM api_key WHERE shop_id = $1 AND revoked_at IS NULL) AS keys,
            (SELECT count(*) FROM readable.pool WHERE shop_id = $1 AND id = ANY($2::int[]) AND deleted_at IS NULL) AS pools`,
    [shop.id, pools ?? []],
  );
  if (facts && facts.keys >= maxKeys) {
    return invalid("name", `You can have up to ${maxKeys} keys. Revoke one you don’t use.`);
  }
  if (pools && facts?.pools !== new Set(pools).size) {
    return invalid("pools", "One of these pools no longer exists. Choose again.");
  }
  return undefined;
}
