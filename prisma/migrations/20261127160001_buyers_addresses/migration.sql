-- An order is compared with a code's recipient by the address of the customer's account, too, and by the
-- plainest spelling of both addresses. Orders from before keep empty values until they change.
ALTER TABLE shop_order
  ADD COLUMN customer_email_key bytea,
  ADD COLUMN alias_keys bytea[] NOT NULL DEFAULT '{}';
