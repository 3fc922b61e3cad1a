/** SELECT list for an `OrderState` from `shop_order`. */
export const orderColumns = `id, name, updated_at AS "updatedAt", ordered_at AS "orderedAt",
  cancelled_at AS "cancelledAt", fully_refunded AS "fullyRefunded", test, currency,
  total::text, refunded::text, codes, encode(email_key, 'hex') AS "emailKey",
  encode(customer_key, 'hex') AS "customerKey",
  encode(customer_email_key, 'hex') AS "customerEmailKey",
  ARRAY(SELECT encode(key, 'hex') FROM unnest(alias_keys) AS key) AS "aliasKeys"`;
