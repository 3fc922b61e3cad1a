import type { ShopContext } from "../../../core/ids";
import type { DiscountTerms } from "../../../platform/discount-terms";
import type { Services } from "../../../services.server";
import { isLive } from "../../codes/publishing/live-code";
import { identitiesOfPerson } from "../../recipients/identities/identities-of-person";
import { normaliseRecipient } from "../../recipients/recipient";
import { recipientKey } from "../../recipients/recipient-encryption.server";

/** A code that a shopper has and can use, now or soon. */
export interface ShopperCode {
  code: string;
  /** Null: a kind of discount whose terms we can't read, or an unknown one. */
  terms: DiscountTerms | null;
  /** The end of the code or of its discount, whichever comes first; null: no end. */
  expiresAt: Date | null;
  /** `paused`: the merchant paused its pool. `not_started`: its discount starts later. */
  status: "usable" | "paused" | "not_started";
}

/** More would be a list to scroll. Few people have that many. */
const maxCodes = 50;

/**
 * SQL: whether the guard refuses all codes of `pool`. A pool with a protection is also refused while
 * it is inactive or archived.
 */
const isPaused = `(pool.checkout_paused OR ((pool.holder_only OR pool.personal_expiration)
         AND (NOT pool.active OR pool.archived_at IS NOT NULL)))`;

/**
 * The codes that a customer can use, soonest to expire first: assigned to any identity of the
 * person, neither redeemed nor expired, and not known to be missing in the store. A blocked person
 * has none. `customerId` is in digits.
 */
export async function listShopperCodes(
  services: Pick<Services, "database" | "keyring" | "clock">,
  shop: Pick<ShopContext, "id">,
  { customerId }: { customerId: string },
): Promise<ShopperCode[]> {
  const customer = normaliseRecipient(customerId);
  if (!customer.ok) return [];
  return services.database.query<ShopperCode>(
    `WITH person AS MATERIALIZED (
       SELECT name.id, name.blocked_at FROM readable.recipient CROSS JOIN ${identitiesOfPerson}
        WHERE recipient.shop_id = $1 AND recipient.key = $2
     ), held AS (
       SELECT DISTINCT ON (code.id) code.code, discount.terms, assignment.id,
              LEAST(assignment.expires_at, discount.ends_at) AS "expiresAt",
              CASE WHEN ${isPaused} THEN 'paused'
                   WHEN discount.starts_at > $3 THEN 'not_started' ELSE 'usable' END AS status
         FROM person
         JOIN assignment ON assignment.shop_id = $1 AND assignment.recipient_id = person.id
         JOIN current_code AS code ON code.shop_id = $1 AND code.id = assignment.code_id
         JOIN readable.pool ON pool.shop_id = $1 AND pool.id = code.pool_id
         LEFT JOIN readable.publish_batch AS published
           ON published.shop_id = $1 AND published.id = code.publish_batch_id
         LEFT JOIN readable.discount
           ON discount.shop_id = $1 AND discount.id = coalesce(published.discount_id, pool.discount_id)
        WHERE assignment.released_at IS NULL AND pool.deleted_at IS NULL
          AND code.state = CASE WHEN assignment.shared THEN 'available' ELSE 'assigned' END::code_state
          AND (assignment.expires_at IS NULL OR assignment.expires_at > $3)
          AND ${isLive("$3")} IS NOT FALSE
        ORDER BY code.id, assignment.expires_at DESC NULLS FIRST
     )
     SELECT code, terms, "expiresAt", status FROM held
      WHERE NOT EXISTS (SELECT 1 FROM person WHERE blocked_at IS NOT NULL)
      ORDER BY "expiresAt" NULLS LAST, id DESC LIMIT ${maxCodes}`,
    [shop.id, recipientKey(services, shop, customer.value), services.clock.now()],
  );
}
