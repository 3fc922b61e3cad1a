-- The guard of a store: the discount that rejects codes at checkout, and what the merchant set.
CREATE TYPE guard_status AS ENUM (
  'setting_up', 'on', 'deactivated', 'missing', 'no_room', 'function_missing', 'scope_missing',
  'refused', 'removing', 'off'
);

CREATE TABLE guard (
  shop_id integer NOT NULL,
  enabled boolean,
  status guard_status NOT NULL,
  status_since timestamp(3) with time zone NOT NULL,
  status_detail text,
  platform_id text,
  trouble text,
  trouble_since timestamp(3) with time zone,
  trouble_detail text,
  config_hash text,
  written_at timestamp(3) with time zone,
  checked_at timestamp(3) with time zone,
  noticed_at timestamp(3) with time zone,
  creating_until timestamp(3) with time zone,
  messages jsonb NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT guard_pkey PRIMARY KEY (shop_id)
);
ALTER TABLE guard ALTER COLUMN shop_id SET STATISTICS 0;

CREATE OR REPLACE VIEW readable.shop AS SELECT
  id, domain, name, email, time_zone, currency, uninstalled_at, installed_at
  FROM shop;
