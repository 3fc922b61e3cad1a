import { DateTime } from "luxon";
import type { ShopContext } from "../../app/core/ids";
import { decryptAddress } from "../../app/features/recipients/recipient-encryption.server";
import type { Services } from "../../app/services.server";

export interface ExpectedCodes {
  c: Record<string, [poolId: number, lastDay: number]>;
  x?: 1;
}

interface Row {
  customerId: Buffer;
  code: string | null;
  poolId: number;
  expiresAt: Date | null;
  blocked: boolean;
}

const firstDay = DateTime.fromISO("2025-01-01", { zone: "utc" });

/**
 * What the guard has to read about each customer, by customer ID, worked out from the tables in another
 * way than the app does. For people whose codes all fit.
 */
export async function expectedCustomerCodes(
  services: Pick<Services, "database" | "keyring">,
  shop: ShopContext,
): Promise<Map<string, ExpectedCodes>> {
  const rows = await services.database.query<Row>(
    `WITH person AS (
       SELECT id, address, blocked_at, coalesce(identity_group_id, -id) AS person
         FROM recipient WHERE shop_id = $1 AND key IS NOT NULL
     ), guarded AS (
       SELECT * FROM pool WHERE shop_id = $1 AND deleted_at IS NULL
     ), held AS (
       SELECT person.person, code.code_key, guarded.id AS pool_id, assignment.expires_at
         FROM assignment
         JOIN person ON person.id = assignment.recipient_id
         JOIN guarded ON guarded.id = assignment.pool_id AND CASE guarded.type
           WHEN 'shared' THEN guarded.personal_expiration
           WHEN 'static' THEN guarded.personal_expiration OR guarded.holder_only
           ELSE (guarded.personal_expiration OR guarded.holder_only)
                AND (SELECT count(*) FROM person AS other WHERE other.person = person.person) > 1 END
         JOIN code ON code.shop_id = $1 AND code.id = assignment.code_id
          AND code.stored_state NOT IN ('voided', 'redeemed')
        WHERE assignment.shop_id = $1 AND assignment.released_at IS NULL)
     SELECT person.address AS "customerId", held.code_key AS code, held.pool_id AS "poolId",
            held.expires_at AS "expiresAt",
            EXISTS (SELECT 1 FROM guarded WHERE holder_only OR personal_expiration OR checkout_paused)
              AND EXISTS (SELECT 1 FROM person AS other WHERE other.person = person.person
                             AND other.blocked_at IS NOT NULL) AS blocked
       FROM person LEFT JOIN held ON held.person = person.person
      WHERE person.address IS NOT NULL`,
    [shop.id],
  );
  const expected = new Map<string, ExpectedCodes>();
  for (const { customerId: sealed, code, poolId, expiresAt, blocked } of rows) {
    const [, customerId] = /^customer:(\d+)$/.exec(decryptAddress(services, shop, sealed)) ?? [];
    if (customerId === undefined || (code === null && !blocked)) continue;
    const codes = expected.get(customerId) ?? { c: {}, ...(blocked ? { x: 1 as const } : {}) };
    expected.set(customerId, codes);
    if (code === null) continue;
    const lastDay = expiresAt === null ? 0 : dayOf(expiresAt, shop.timeZone);
    const known = codes.c[code];
    if (known && (known[1] === 0 || (lastDay !== 0 && known[1] >= lastDay))) continue;
    codes.c[code] = [poolId, lastDay];
  }
  return expected;
}

function dayOf(expiresAt: Date, timeZone: string): number {
  const { year, month, day } = DateTime.fromJSDate(expiresAt, { zone: timeZone }).minus(1);
  return DateTime.utc(year, month, day).diff(firstDay, "days").days + 1;
}
