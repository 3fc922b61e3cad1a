-- Raised, and nobody was told of it yet.
ALTER TABLE "alert" ADD COLUMN "mail_owed" BOOLEAN NOT NULL DEFAULT false;

-- The activity of one person.
CREATE INDEX "audit_entry_shop_id_actor_id_idx" ON "audit_entry"("shop_id", "actor", "id");

-- Receipts are forgotten by age.
CREATE INDEX "webhook_receipt_received_at_idx" ON "webhook_receipt"("received_at");

-- The next assign-by date of the codes that wait in a pool: alerts ask every minute.
CREATE INDEX "code_assign_by" ON "code" ("shop_id", "pool_id", "assign_by")
  WHERE "state" = 'available' AND "assign_by" IS NOT NULL;
