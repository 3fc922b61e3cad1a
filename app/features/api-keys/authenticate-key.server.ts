import { timingSafeEqual } from "node:crypto";
import { coalesceCalls } from "../../core/coalesce-calls";
import type { ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Database } from "../../database/database.server";
import type { Services } from "../../services.server";
import { shopColumns } from "../shops/find-shop.server";
import { type ApiKey, readKeyText } from "./api-key";
import { hashSecret } from "./key-secret.server";
import { cacheUnknownKeys, type UnknownKeys } from "./unknown-keys";

export type AuthenticatedKey = Pick<ApiKey, "id" | "name" | "scopes" | "pools">;

/** A key's rate limit in the current minute. */
export interface KeyUse {
  requestsPerMinute: number;
  /** Requests left. */
  remaining: number;
  /** Seconds until the next minute starts. */
  resetSeconds: number;
}

export type NotAuthenticated =
  | { kind: "key_invalid" }
  | { kind: "key_revoked" }
  | { kind: "key_expired" }
  | { kind: "shop_uninstalled" }
  | { kind: "rate_limited"; use: KeyUse };

export interface Authentication {
  shop: ShopContext;
  key: AuthenticatedKey;
  use: KeyUse;
}

interface Credentials {
  shopId: number;
  keyId: number;
  hash: Buffer;
  now: Date;
}

interface FoundKey {
  shop: ShopContext;
  uninstalled: boolean;
  key: AuthenticatedKey & { requestsPerMinute: number };
  hash: Buffer;
  previousHash: Buffer | null;
  previousExpiresAt: Date | null;
  revoked: boolean;
  usedLongAgo: boolean;
  /** Requests in this minute, including these; null if they weren't counted. */
  requests: number | null;
  resetSeconds: number;
}

/** Enough for every connection of a busy process. */
const maxBatchSize = 1000;

interface Authenticator {
  authenticate(
    group: string,
    credentials: Credentials,
  ): Promise<Result<Authentication, NotAuthenticated>>;
  unknownKeys: UnknownKeys;
}

const authenticators = new WeakMap<Database, Authenticator>();

/**
 * Authenticates a key's text and resolves its shop. Counts the request against the key's limit, in a
 * window of one minute by the database's clock, shared by all processes. Fails if the key is invalid,
 * over its limit, or the address has tried too many unknown keys.
 *
 * The key is read on every request, so a revocation takes effect immediately. Requests that arrive
 * together share one read and one count, so load costs a few statements a second. Counting in blocks
 * leased to processes would need no statement, but a small limit could be exceeded by one block per
 * process.
 */
export async function authenticateKey(
  { database, clock }: Pick<Services, "database" | "clock">,
  { text, address }: { text: string; address: string },
): Promise<Result<Authentication, NotAuthenticated>> {
  const read = readKeyText(text);
  if (!read) return failure({ kind: "key_invalid" });
  const { authenticate, unknownKeys } = authenticatorOf(database);
  const hash = hashSecret(read.secret);
  const remembered = `${read.shopId}:${read.keyId}:${hash.toString("base64")}`;
  const now = clock.now();
  const cached = unknownKeys.check(remembered, address, now);
  if (cached === "unknown") return failure({ kind: "key_invalid" });
  if (cached === "too_many_tries") return failure(tooManyTries);
  const result = await authenticate(text, { shopId: read.shopId, keyId: read.keyId, hash, now });
  const known = result.ok || result.failure.kind !== "key_invalid";
  unknownKeys.note(remembered, address, now, known);
  return result;
}

/** For addresses that try many unknown keys. Valid keys from them are still accepted. */
const tooManyTries: NotAuthenticated = {
  kind: "rate_limited",
  use: { requestsPerMinute: 0, remaining: 0, resetSeconds: 60 },
};

function authenticatorOf(database: Database): Authenticator {
  const authenticator = authenticators.get(database) ?? {
    authenticate: coalesceCalls(maxBatchSize, (batch: Credentials[]) =>
      authenticateBatch(database, batch),
    ),
    unknownKeys: cacheUnknownKeys(),
  };
  authenticators.set(database, authenticator);
  return authenticator;
}

/** All requests of a batch sent the same text. */
async function authenticateBatch(
  database: Database,
  batch: Credentials[],
): Promise<Result<Authentication, NotAuthenticated>[]> {
  const [first] = batch;
  if (!first) return [];
  const found = await findAndCount(database, first, batch.length);
  const rejection = rejectionOf(found, first);
  if (!found || rejection) {
    return batch.map(() => failure(rejection ?? { kind: "key_invalid" }));
  }
  if (found.usedLongAgo) await recordUse(database, first);
  const { requestsPerMinute, ...key } = found.key;
  const before = (found.requests ?? 0) - batch.length;
  return batch.map((_, place) => {
    const remaining = requestsPerMinute - (before + place + 1);
    const use = {
      requestsPerMinute,
      remaining: Math.max(0, remaining),
      resetSeconds: found.resetSeconds,
    };
    return remaining < 0
      ? failure({ kind: "rate_limited", use })
      : success({ shop: found.shop, key, use });
  });
}

function rejectionOf(
  found: FoundKey | undefined,
  { hash, now }: Credentials,
): NotAuthenticated | undefined {
  if (!found) return { kind: "key_invalid" };
  const current = timingSafeEqual(found.hash, hash);
  const previous = found.previousHash !== null && timingSafeEqual(found.previousHash, hash);
  if (!current && !previous) return { kind: "key_invalid" };
  if (found.revoked) return { kind: "key_revoked" };
  if (found.uninstalled) return { kind: "shop_uninstalled" };
  const expired = !found.previousExpiresAt || found.previousExpiresAt <= now;
  return current || !expired ? undefined : { kind: "key_expired" };
}

/**
 * Counts only requests with a valid secret, so others can't use up a key's limit. Compares hashes, so
 * timing reveals nothing about the secret.
 */
async function findAndCount(
  database: Database,
  { shopId, keyId, hash, now }: Credentials,
  requests: number,
): Promise<FoundKey | undefined> {
  const [found] = await database.query<FoundKey>(
    `WITH found AS (
       SELECT api_key.*, shop.uninstalled_at IS NOT NULL AS uninstalled
         FROM api_key JOIN readable.shop ON shop.id = api_key.shop_id
        WHERE api_key.shop_id = $1 AND api_key.id = $2
     ), counted AS (
       INSERT INTO api_key_minute AS known (shop_id, key_id, minute, requests)
       SELECT shop_id, id, floor(extract(epoch FROM clock_timestamp()))::bigint / 60, $5
         FROM found
        WHERE revoked_at IS NULL AND NOT uninstalled
          AND (hash = $3 OR (previous_hash = $3 AND previous_expires_at > $4))
-- A request that waited for the lock into the next minute counts in that minute.
       ON CONFLICT (shop_id, key_id) DO UPDATE SET
         minute = CASE WHEN known.minute = excluded.minute + 1 THEN known.minute ELSE excluded.minute END,
         requests = excluded.requests +
           CASE WHEN known.minute IN (excluded.minute, excluded.minute + 1) THEN known.requests ELSE 0 END
       RETURNING requests
     )
     SELECT (SELECT row_to_json(context)
               FROM (SELECT ${shopColumns} FROM readable.shop WHERE shop.id = found.shop_id) AS context) AS shop,
            json_build_object('id', id, 'name', name, 'scopes', scopes, 'pools', pools,
                              'requestsPerMinute', requests_per_minute) AS key,
            hash, previous_hash AS "previousHash", previous_expires_at AS "previousExpiresAt",
            revoked_at IS NOT NULL AS revoked, uninstalled,
            last_used_at IS NULL OR last_used_at < $4::timestamptz - interval '1 minute' AS "usedLongAgo",
            (SELECT requests FROM counted) AS requests,
            60 - floor(extract(epoch FROM clock_timestamp()))::bigint % 60 AS "resetSeconds"
       FROM found`,
    [shopId, keyId, hash, now, requests],
  );
  return found;
}

async function recordUse(database: Database, { shopId, keyId, now }: Credentials): Promise<void> {
  await database.query(
    `UPDATE api_key SET last_used_at = $3
      WHERE shop_id = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at < $3)`,
    [shopId, keyId, now],
  );
}
