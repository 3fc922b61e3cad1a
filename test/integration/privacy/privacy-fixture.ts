import { afterAll, beforeAll, beforeEach } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { normaliseRecipient } from "../../../app/features/recipients/recipient";
import {
  decryptAddress,
  encryptAddress,
  recipientKey,
} from "../../../app/features/recipients/recipient-encryption.server";
import { insertCodes } from "../../factories/insert-codes";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const listed: [text: string, refusal: string | null][] = [
  ["ada@example.com", null],
  ["7001", "pool_empty"],
  ["bob@example.com", null],
  ["Bob <bob@example.com>, ADA@example.com", "recipient_invalid"],
];

/** The result of `addresses` if nothing was erased. */
export const untouched = {
  recipients: ["ada@example.com", "bob@example.com"],
  lines: listed.map(([text]) => text),
};

export interface PrivacyFixture {
  services: TestServices;
  shop: ShopContext;
  other: ShopContext;
}

/** Two shops with the same data, created for each test. */
export function privacyFixture(): PrivacyFixture {
  const fixture = {} as PrivacyFixture;
  beforeAll(async () => {
    fixture.services = await openTestServices();
  });
  afterAll(() => fixture.services.close());
  beforeEach(async () => {
    const { services } = fixture;
    services.mails.length = 0;
    await services.database.query(
      `TRUNCATE shop, shop_order, redemption, session, code, recipient, assignment, campaign, campaign_recipient, audit_entry,
         alert_recipient, erased_identity, webhook_receipt RESTART IDENTITY CASCADE`,
    );
    fixture.shop = await insertShop(services);
    fixture.other = await insertShop(services, "other-store.myshopify.com");
    for (const { id } of [fixture.shop, fixture.other]) await addHistory(services, id);
  });
  return fixture;
}

/**
 * Assigns Ada and Bob a code each and inserts a campaign with four rows: Ada (pending), Ada by
 * customer ID (the pool was empty), Bob, and an invalid row with both.
 */
export async function addHistory(services: TestServices, shopId: number): Promise<void> {
  const { database } = services;
  const [pool] = await database.query<{ id: number }>(
    `INSERT INTO pool (shop_id, name, name_key, handle, type, active, created_at, updated_at)
     VALUES ($1, 'Welcome', 'welcome', 'welcome', 'static', true, now(), now()) RETURNING id`,
    [shopId],
  );
  const poolId = pool?.id ?? 0;
  await database.query("INSERT INTO pool_stock (shop_id, pool_id) VALUES ($1, $2)", [
    shopId,
    poolId,
  ]);
  await insertCodes(services, shopId, poolId, 2, `=S${shopId}`);
  for (const [index, text] of ["ada@example.com", "bob@example.com"].entries()) {
    await database.query(
      `WITH one AS (INSERT INTO recipient (shop_id, key, address, domain_key)
                    VALUES ($1, $2, $3, '\\x07') RETURNING id)
       INSERT INTO assignment (shop_id, pool_id, code_id, recipient_id, assigned_at, source)
       SELECT $1, $4, (SELECT id FROM code WHERE shop_id = $1 ORDER BY id OFFSET $5 LIMIT 1), id, $6, 'manual' FROM one`,
      [
        shopId,
        keyOf(services, shopId, text),
        encryptAddress(services, { id: shopId }, text),
        poolId,
        index,
        services.clock.now(),
      ],
    );
  }
  await database.query(
    `INSERT INTO campaign (shop_id, pool_id, name, source, state, file_name, byte_size, total,
                           done, refused, retriable, created_by, created_at)
     VALUES ($1, $2, 'Spring', 'campaign:Spring', 'stopped', 'people.csv', 9, 4, 2, 2, 1, 'Ada',
             now())`,
    [shopId, poolId],
  );
  for (const [index, [text, refusal]] of listed.entries()) {
    await database.query(
      `INSERT INTO campaign_recipient (shop_id, campaign_id, line, refusal, key, address)
       SELECT $1, id, $2, $3, $4, $5 FROM campaign WHERE shop_id = $1`,
      [
        shopId,
        index + 1,
        refusal,
        refusal === "recipient_invalid" ? null : keyOf(services, shopId, text),
        encryptAddress(services, { id: shopId }, text),
      ],
    );
  }
  await database.query("INSERT INTO alert_recipient VALUES ($1, 'staff@example.com')", [shopId]);
}

/** The lookup key of a shop's recipient. */
export function keyOf(services: TestServices, shopId: number, text: string): Buffer {
  const read = normaliseRecipient(text);
  if (!read.ok) throw new Error("not an address");
  return recipientKey(services, { id: shopId }, read.value);
}

/** The decrypted addresses of the shop's recipients and of its campaign recipients. */
export async function addresses(services: TestServices, shopId: number) {
  const open = (address: Buffer | null) =>
    address && decryptAddress(services, { id: shopId }, address);
  const read = (table: string, order: string) =>
    services.database.query<{ address: Buffer | null }>(
      `SELECT address FROM ${table} WHERE shop_id = $1 ORDER BY ${order}`,
      [shopId],
    );
  return {
    recipients: (await read("recipient", "id")).map(({ address }) => open(address)),
    lines: (await read("campaign_recipient", "line")).map(({ address }) => open(address)),
  };
}
