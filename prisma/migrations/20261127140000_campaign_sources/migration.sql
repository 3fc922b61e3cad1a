-- The campaign names under which programs list assignments. Every name has rows of figures for every day
-- it is used, so a store has a limited number of them.
CREATE TABLE "campaign_source" (
    "shop_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "campaign_source_pkey" PRIMARY KEY ("shop_id", "name"),
    CONSTRAINT "campaign_source_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id")
      ON DELETE RESTRICT ON UPDATE CASCADE
);
