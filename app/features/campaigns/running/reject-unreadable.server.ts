import type { ShopContext } from "../../../core/ids";
import { failure, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { addressReader } from "../../recipients/address-reader.server";
import { commitRecipientResults } from "./commit-recipient-results.server";
import type { PendingRecipients } from "./read-pending-recipients.server";

/**
 * Rejects the recipients whose address is unreadable, so the campaign can serve the others. Those
 * whose address is stored with the recipient don't need the list's copy and stay pending. Resolves
 * the number of rejected ones. Throws a `DecryptionError` if the key isn't lost but only missing in this process.
 */
export async function rejectUnreadable(
  services: Services,
  shop: Pick<ShopContext, "id">,
  campaignId: number,
  { lines, requests }: PendingRecipients,
): Promise<number> {
  const addresses = addressReader(services, shop);
  const sealed = requests.filter(
    ({ recipient }) => typeof recipient !== "string" && addresses.read(recipient) === null,
  );
  await addresses.finish(services.database);
  const stored = await services.database.query<{ key: string }>(
    `SELECT encode(key, 'hex') AS key FROM readable.recipient
      WHERE shop_id = $1 AND key = ANY($2::bytea[]) AND address IS NOT NULL`,
    [shop.id, sealed.map(({ key }) => key)],
  );
  const storedKeys = new Set(stored.map(({ key }) => key));
  const unreadable = sealed.flatMap(({ index, key }) =>
    storedKeys.has(key.toString("hex")) ? [] : (lines[index] ?? []),
  );
  if (unreadable.length === 0) return 0;
  const result = failure({ kind: "recipient_unreadable" as const });
  const results = unreadable.map((line) => ({ line, result }));
  const campaign = { campaignId, now: services.clock.now() };
  await services.database.transaction(async (tx) => {
    const committed = await commitRecipientResults(tx, shop.id, campaign, results);
    return committed ? success(undefined) : failure({ kind: "stopped" as const });
  });
  return unreadable.length;
}
