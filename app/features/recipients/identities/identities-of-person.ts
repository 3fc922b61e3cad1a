/**
 * SQL for FROM: joins each row of `recipient` with every identity of that person, starting with the
 * row itself. $1 is the shop. It's free for a person with one identity: the second part compares
 * with null, so the index isn't read.
 */
export const identitiesOfPerson = `LATERAL (
  SELECT recipient.id, recipient.key, recipient.blocked_at
   UNION ALL
  SELECT other.id, other.key, other.blocked_at FROM recipient AS other
   WHERE other.shop_id = $1 AND other.identity_group_id = recipient.identity_group_id
     AND other.id <> recipient.id) AS name`;
