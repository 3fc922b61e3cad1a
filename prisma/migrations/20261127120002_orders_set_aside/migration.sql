-- An order that the ledger cannot be brought to waits until then, so that later ones go on.
ALTER TABLE "shop_order" ADD COLUMN "set_aside_until" TIMESTAMPTZ(3);
