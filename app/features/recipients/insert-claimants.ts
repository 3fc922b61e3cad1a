/**
 * Part of the statement that claims codes: inserts the recipients of `from` that the shop doesn't know.
 * Returns (id, key) of all. `from` has (key, address, domain_key). $1 is the shop.
 */
export const insertClaimants = (from: string): string => `
  -- Sorted, so two pools that insert the same recipients lock them in the same order. Another
  -- transaction may have inserted one since we looked: the update then returns its row. The address
  -- of a recipient that was stored by its hash only is filled in.
  INSERT INTO recipient (shop_id, key, address, domain_key)
  SELECT DISTINCT ON (key) $1::int, key, address, domain_key FROM ${from} ORDER BY key
  ON CONFLICT (shop_id, key) DO UPDATE SET
    address = coalesce(recipient.address, excluded.address),
    domain_key = coalesce(recipient.domain_key, excluded.domain_key)
  RETURNING id, key`;
