-- Customers of whom the shop knew neither name when they came into being: looked at once more, then forgotten.
CREATE TABLE "customer_link" (
    "shop_id" INTEGER NOT NULL,
    "customer" BYTEA NOT NULL,
    "address" BYTEA NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_link_pkey" PRIMARY KEY ("shop_id", "customer")
);

CREATE INDEX "customer_link_due" ON "customer_link"("shop_id", "due_at");
