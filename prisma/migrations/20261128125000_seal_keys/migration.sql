-- The keys that seal codes. The newest published one seals, and all of them open.
CREATE TABLE seal_key (
  shop_id integer NOT NULL,
  id integer NOT NULL,
  secret bytea NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  published_at timestamp(3) with time zone,
  CONSTRAINT seal_key_pkey PRIMARY KEY (shop_id, id)
);
ALTER TABLE seal_key ALTER COLUMN shop_id SET STATISTICS 0;

-- Every format that a pool has ever sealed codes in. Codes of an earlier format stay recognizable.
CREATE TABLE seal_format (
  shop_id integer NOT NULL,
  pool_id integer NOT NULL,
  prefix text NOT NULL,
  suffix text NOT NULL,
  random_length integer NOT NULL,
  CONSTRAINT seal_format_pkey PRIMARY KEY (shop_id, pool_id, prefix, suffix, random_length),
  CONSTRAINT seal_format_shop_id_pool_id_fkey FOREIGN KEY (shop_id, pool_id)
    REFERENCES pool (shop_id, id) ON UPDATE CASCADE ON DELETE CASCADE
);
ALTER TABLE seal_format ALTER COLUMN shop_id SET STATISTICS 0;
