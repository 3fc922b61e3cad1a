import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { poolBound, shopGuarded } from "../../pools/pool-is-bound";
import { lastDayOf } from "../../publishing/sealing/last-day";
import { addressReader } from "../../recipients/address-reader.server";
import { customerIdOf } from "../../recipients/recipient";
import type { BoundCode } from "./customer-codes";

/** One of a person's names: an address or a customer ID. */
interface Identity {
  recipientId: number;
  /** Undefined: an address, or a customer whose ID isn't known. */
  customerId: string | undefined;
  /** The address; null for customers. */
  address: string | null;
}

export interface Person {
  identities: Identity[];
  /** Codes that the guard needs listed with the person's customers. */
  codes: BoundCode[];
  /** Blocked, in a shop that the guard protects. */
  blocked: boolean;
}

interface IdentityRow {
  personId: number;
  recipientId: number;
  address: Buffer | null;
  blocked: boolean;
}

/** The people who have these identities, with all of their identities and codes. */
export async function readPeople(
  services: Pick<Services, "database" | "keyring" | "log">,
  shop: ShopContext,
  recipientIds: readonly number[],
): Promise<Person[]> {
  const { database } = services;
  const rows = await database.query<IdentityRow>(
    `WITH person AS MATERIALIZED (
       SELECT DISTINCT coalesce(identity_group_id, id) AS id, identity_group_id IS NOT NULL AS linked
         FROM readable.recipient WHERE shop_id = $1 AND id = ANY($2::bigint[])
     ), name AS (
       SELECT person.id AS person_id, alone.id, alone.address, alone.blocked_at FROM person
         JOIN readable.recipient AS alone ON alone.shop_id = $1 AND alone.id = person.id
        WHERE NOT person.linked
       UNION ALL
       SELECT person.id, member.id, member.address, member.blocked_at FROM person
         JOIN readable.recipient AS member
           ON member.shop_id = $1 AND member.identity_group_id = person.id
        WHERE person.linked)
     SELECT person_id AS "personId", id AS "recipientId", address,
            blocked_at IS NOT NULL AND ${shopGuarded("$1")} AS blocked
       FROM name ORDER BY person_id, id`,
    [shop.id, recipientIds],
  );
  const reader = addressReader(services, shop);
  const people = new Map<number, Person>();
  const byRecipient = new Map<number, Person>();
  for (const { personId, recipientId, address: sealed, blocked } of rows) {
    const person = people.get(personId) ?? { identities: [], codes: [], blocked: false };
    const text = sealed && reader.read(sealed);
    const customerId = customerIdOf(text);
    person.identities.push({ recipientId, customerId, address: customerId ? null : text });
    person.blocked ||= blocked;
    people.set(personId, person);
    byRecipient.set(recipientId, person);
  }
  await reader.finish(database);
  for (const { recipientId, dynamic, ...code } of await readCodes(database, shop, byRecipient)) {
    const person = byRecipient.get(recipientId);
    if (person && (!dynamic || person.identities.length > 1)) person.codes.push(code);
  }
  return [...people.values()];
}

/** Codes per identity that are read: more than fit into what is written to a customer. */
const maxCodes = 1_000;

interface CodeRow extends Omit<BoundCode, "lastDay"> {
  recipientId: number;
  dynamic: boolean;
  expiresAt: Date | null;
}

async function readCodes(
  sql: Sql,
  shop: ShopContext,
  recipients: ReadonlyMap<number, unknown>,
): Promise<(BoundCode & Pick<CodeRow, "recipientId" | "dynamic">)[]> {
  const rows = await sql.query<CodeRow>(
    `SELECT held.* FROM unnest($2::bigint[]) AS name (id)
      CROSS JOIN LATERAL (
        SELECT assignment.recipient_id AS "recipientId", code.code_key AS code,
               assignment.pool_id AS "poolId", assignment.expires_at AS "expiresAt",
               assignment.id AS "assignmentId", code.state = 'expired' AS expired,
               pool.type = 'dynamic' AS dynamic
          FROM readable.assignment
          JOIN readable.pool ON pool.shop_id = $1 AND pool.id = assignment.pool_id AND ${poolBound}
          JOIN current_code AS code ON code.shop_id = $1 AND code.id = assignment.code_id
           AND code.state IN ('available', 'assigned', 'expired')
         WHERE assignment.shop_id = $1 AND assignment.recipient_id = name.id
           AND assignment.released_at IS NULL
         ORDER BY code.state = 'expired', assignment.id DESC LIMIT $3) AS held`,
    [shop.id, [...recipients.keys()], maxCodes],
  );
  return rows.map(({ expiresAt, ...row }) => ({
    ...row,
    lastDay: lastDayOf(expiresAt, shop.timeZone),
  }));
}
