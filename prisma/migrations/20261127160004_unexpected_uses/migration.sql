-- The list of codes that somebody else used, or that were never assigned. Few of very many redemptions.
CREATE INDEX redemption_unexpected ON redemption (shop_id, pool_id)
  WHERE NOT removed AND (buyer = 'other' OR assignment_id IS NULL);
