import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import type { ApiKey } from "./api-key";

/** How many revoked keys are listed. */
const revokedShown = 20;

/** The shop's keys, newest first: all active ones, then the last revoked ones. */
export async function listKeys(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
): Promise<ApiKey[]> {
  const columns = `id, name, scopes::text[] AS scopes, pools, requests_per_minute AS "requestsPerMinute",
    created_by AS "createdBy", created_at AS "createdAt", last_used_at AS "lastUsedAt",
    previous_expires_at AS "previousExpiresAt", revoked_at AS "revokedAt"`;
  return database.query<ApiKey>(
    `(SELECT ${columns} FROM api_key WHERE shop_id = $1 AND revoked_at IS NULL ORDER BY id DESC)
     UNION ALL
     (SELECT ${columns} FROM api_key WHERE shop_id = $1 AND revoked_at IS NOT NULL
       ORDER BY revoked_at DESC LIMIT $2)`,
    [shop.id, revokedShown],
  );
}
