-- Recipients whose codes at checkout may have changed. Append-only: a job deletes the rows that it
-- has read, and a later change is a row of its own.
CREATE TABLE customer_change (
  shop_id integer NOT NULL,
  id bigserial NOT NULL,
  recipient_id bigint NOT NULL,
  pool_id integer,
  changed_at timestamp(3) with time zone NOT NULL,
  PRIMARY KEY (shop_id, id)
);
CREATE INDEX customer_change_shop_id_pool_id_id_idx ON customer_change (shop_id, pool_id, id);
ALTER TABLE customer_change ALTER COLUMN shop_id SET STATISTICS 0;
CREATE VIEW readable.customer_change AS SELECT
  shop_id, id, recipient_id, pool_id, changed_at
  FROM customer_change;

-- Addresses that no customer of the store had.
CREATE TABLE customer_lookup (
  shop_id integer NOT NULL,
  recipient_id bigint NOT NULL,
  looked_up_at timestamp(3) with time zone NOT NULL,
  PRIMARY KEY (shop_id, recipient_id)
);
ALTER TABLE customer_lookup ALTER COLUMN shop_id SET STATISTICS 0;

-- What was written to a customer on the platform.
CREATE TABLE customer_codes (
  shop_id integer NOT NULL,
  recipient_id bigint NOT NULL,
  customer_id bytea NOT NULL,
  digest bytea,
  written_at timestamp(3) with time zone,
  left_out integer[] NOT NULL DEFAULT '{}',
  erased boolean NOT NULL DEFAULT false,
  PRIMARY KEY (shop_id, recipient_id)
);
CREATE INDEX customer_codes_erased ON customer_codes (shop_id, recipient_id) WHERE erased;
CREATE INDEX customer_codes_left_out ON customer_codes (shop_id) WHERE left_out <> '{}';
ALTER TABLE customer_codes ALTER COLUMN shop_id SET STATISTICS 0;

-- How far the holders of a pool were marked as changed since its protection changed.
CREATE TABLE binding_sweep (
  shop_id integer NOT NULL,
  pool_id integer NOT NULL,
  reason text NOT NULL,
  swept_through bigint NOT NULL DEFAULT 0,
  through bigint NOT NULL,
  total integer NOT NULL,
  swept integer NOT NULL DEFAULT 0,
  complete boolean NOT NULL DEFAULT false,
  PRIMARY KEY (shop_id, pool_id)
);
ALTER TABLE binding_sweep ALTER COLUMN shop_id SET STATISTICS 0;
CREATE VIEW readable.binding_sweep AS SELECT shop_id, pool_id FROM binding_sweep;

CREATE OR REPLACE VIEW readable.shop AS SELECT
  id, domain, name, email, time_zone, currency, uninstalled_at, installed_at
  FROM shop;
