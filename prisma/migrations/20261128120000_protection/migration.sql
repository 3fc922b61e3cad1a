-- Who may use the codes of a pool, and until when, as the guard decides it at checkout.
ALTER TABLE pool
  ADD COLUMN holder_only boolean NOT NULL DEFAULT false,
  ADD COLUMN personal_expiration boolean NOT NULL DEFAULT false,
  ADD COLUMN checkout_paused boolean NOT NULL DEFAULT false;

CREATE OR REPLACE VIEW readable.pool AS SELECT
  shop_id, id, name, name_key, handle, type, active, resend_policy, resend_days, fallback_pool_id,
  low_stock_threshold, default_assign_by, default_use_by, default_use_within_days, created_at,
  archived_at, deleted_at, discount_id, pattern, target_stock, reorder_point, cancel_policy,
  code_limit, restock_released, holder_only, personal_expiration, checkout_paused
  FROM pool;
