-- A recipient whose code was replaced does not know the new one until the merchant sends it.
ALTER TABLE assignment ADD COLUMN unsent_since timestamptz(3);

CREATE INDEX assignment_unsent ON assignment (shop_id, id) WHERE unsent_since IS NOT NULL;
