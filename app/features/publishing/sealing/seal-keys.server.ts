import { randomBytes } from "node:crypto";
import { decrypt, encrypt, type Purpose } from "../../../core/encryption/encrypt.server";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Sql, Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { requestGuardWrite } from "../../pools/request-guard-write.server";

/** A key that seals codes. */
export interface SealKey {
  /** 1, 2, … within the shop. */
  id: number;
  /** 16 bytes. */
  secret: Buffer;
}

type Keys = Pick<Services, "keyring">;

const secretBytes = 16;

/** The guard tries every key on every code, and its configuration has to hold them all. */
const maxKeys = 8;

/** What seal keys are encrypted as: with a key of each shop. */
export function sealKeyPurpose(shopId: number): Purpose {
  return { name: `seal-key:${shopId}`, boundTo: "" };
}

/**
 * The key that seals new codes; creates the shop's first one. A key seals only once the guard's
 * configuration has it, because the guard lets a code pass that it doesn't recognize. The first key
 * doesn't wait: without it there is nothing to recognize yet.
 */
export async function newestSealKey(
  tx: Transaction,
  services: Keys & Pick<Services, "clock">,
  shopId: number,
): Promise<SealKey> {
  const known = await readSealing(tx, services, shopId);
  if (known) return known;
  await insertKey(tx, services, shopId, 1);
  const created = await readSealing(tx, services, shopId);
  if (!created) throw new Error(`Shop ${shopId} has no seal key.`);
  return created;
}

/** All keys of the shop, newest first: for the guard's configuration, which opens codes with them. */
export async function sealKeys(
  { database, keyring }: Keys & { database: Sql },
  shopId: number,
): Promise<SealKey[]> {
  const rows = await database.query<SealKeyRow>(
    "SELECT id, secret FROM seal_key WHERE shop_id = $1 ORDER BY id DESC",
    [shopId],
  );
  return rows.map((row) => decrypted({ keyring }, shopId, row));
}

/** Records that the guard's configuration has these keys. From now on the newest of them seals. */
export async function markKeysPublished(
  { database, clock }: Pick<Services, "clock"> & { database: Sql },
  shopId: number,
  ids: readonly number[],
): Promise<void> {
  await database.query(
    `UPDATE seal_key SET published_at = $3
      WHERE shop_id = $1 AND id = ANY($2::int[]) AND published_at IS NULL`,
    [shopId, ids, clock.now()],
  );
}

/** The shop has as many keys as the guard can try. */
export type TooManyKeys = { kind: "too_many_seal_keys"; max: number };

/**
 * Adds a key. It seals once the guard's configuration has it (`markKeysPublished`). Earlier keys keep
 * opening the codes that they sealed, so they are never removed. Resolves the new key's id; fails when
 * the shop has eight.
 */
export async function rotateSealKey(
  services: Pick<Services, "clock" | "database" | "keyring">,
  shop: Pick<ShopContext, "id">,
  { actor }: { actor: Actor },
): Promise<Result<{ id: number }, TooManyKeys>> {
  return services.database.transaction(async (tx) => {
    const shopId = shop.id;
    await newestSealKey(tx, services, shopId);
    // One rotation at a time, so that two people who rotate don't both count the same keys.
    await tx.query("SELECT 1 FROM seal_key WHERE shop_id = $1 AND id = 1 FOR UPDATE", [shopId]);
    const [newest] = await tx.query<{ id: number }>(
      "SELECT max(id) AS id FROM seal_key WHERE shop_id = $1",
      [shopId],
    );
    const id = (newest?.id ?? 0) + 1;
    if (id > maxKeys) return failure({ kind: "too_many_seal_keys", max: maxKeys });
    await insertKey(tx, services, shopId, id);
    await requestGuardWrite(tx, shopId);
    const now = services.clock.now();
    await recordAudit(tx, shop, actor, now, { action: "guard.key-added" });
    return success({ id });
  });
}

interface SealKeyRow {
  id: number;
  secret: Buffer;
}

async function readSealing(tx: Sql, { keyring }: Keys, shopId: number): Promise<SealKey | null> {
  const [row] = await tx.query<SealKeyRow>(
    `SELECT id, secret FROM seal_key WHERE shop_id = $1 AND (published_at IS NOT NULL OR id = 1)
      ORDER BY id DESC LIMIT 1`,
    [shopId],
  );
  return row ? decrypted({ keyring }, shopId, row) : null;
}

/** No-op if the key exists. */
async function insertKey(
  tx: Sql,
  { keyring, clock }: Keys & Pick<Services, "clock">,
  shopId: number,
  id: number,
): Promise<void> {
  const secret = randomBytes(secretBytes).toString("hex");
  await tx.query(
    `INSERT INTO seal_key (shop_id, id, secret, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [shopId, id, encrypt(keyring, sealKeyPurpose(shopId), secret), clock.now()],
  );
}

function decrypted({ keyring }: Keys, shopId: number, { id, secret }: SealKeyRow): SealKey {
  return { id, secret: Buffer.from(decrypt(keyring, sealKeyPurpose(shopId), secret), "hex") };
}
