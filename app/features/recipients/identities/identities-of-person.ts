/**
 * For the FROM of a query whose $1 is the shop: lays beside each row of `recipient` every name of that
 * person, the row itself first. A person who has one name costs nothing: the second part looks for
 * null, and that ends before the index is touched.
 */
export const identitiesOfPerson = `LATERAL (
  SELECT recipient.id, recipient.key, recipient.blocked_at
   UNION ALL
  SELECT other.id, other.key, other.blocked_at FROM recipient AS other
   WHERE other.shop_id = $1 AND other.identity_group_id = recipient.identity_group_id
     AND other.id <> recipient.id) AS name`;
