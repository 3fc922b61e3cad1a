import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import pg from "pg";

/**
 * A minimal webhook receiver: checks the signature, stores one row per event and responds. Reads
 * `PORT`, `DATABASE_URL` and `SHOPIFY_API_SECRET` from the environment.
 */
const { PORT, DATABASE_URL, SHOPIFY_API_SECRET = "" } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 20 });

const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const { headers } = request;
  const received = Buffer.from(String(headers["x-shopify-hmac-sha256"]), "base64");
  const expected = createHmac("sha256", SHOPIFY_API_SECRET).update(body).digest();
  if (received.length !== expected.length || !timingSafeEqual(received, expected)) {
    response.writeHead(401).end();
    return;
  }
  await pool.query(
    `INSERT INTO webhook_receipt (shop_domain, topic, event_id, received_at)
     VALUES ($1, $2, $3, now()) ON CONFLICT DO NOTHING`,
    [headers["x-shopify-shop-domain"], headers["x-shopify-topic"], headers["x-shopify-event-id"]],
  );
  response.writeHead(200).end();
});
server.listen(Number(PORT), "127.0.0.1", () => process.stdout.write("bare ready\n"));
process.on("SIGTERM", () => process.exit(0));
