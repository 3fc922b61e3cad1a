-- The other columns of a list come back in the result of its campaign.
ALTER TABLE "campaign" ADD COLUMN "columns" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "campaign_member" ADD COLUMN "fields" BYTEA;
