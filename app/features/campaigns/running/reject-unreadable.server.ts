import type { ShopContext } from "../../../core/ids";
import { failure, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { addressReader } from "../../recipients/address-reader.server";
import { commitRecipientResults } from "./commit-recipient-results.server";
import type { PendingRecipients } from "./read-pending-recipients.server";

/**
 * Rejects the recipients whose address is unreadable, so the campaign can serve the others. Resolves
 * their number. Throws a `DecryptionError` if the key isn't lost but only missing in this process.
 */
export async function rejectUnreadable(
  services: Services,
  shop: Pick<ShopContext, "id">,
  campaignId: number,
  { lines, requests }: PendingRecipients,
): Promise<number> {
  const addresses = addressReader(services, shop);
  const unreadable = requests.flatMap(({ index, recipient }) => {
    const line = lines[index];
    const readable = typeof recipient === "string" || addresses.read(recipient) !== null;
    return readable || line === undefined ? [] : [line];
  });
  await addresses.finish(services.database);
  if (unreadable.length === 0) return 0;
  const answer = failure({ kind: "recipient_unreadable" as const });
  const answers = unreadable.map((line) => ({ line, answer }));
  const result = { campaignId, now: services.clock.now() };
  await services.database.transaction(async (tx) => {
    const stored = await commitRecipientResults(tx, shop.id, result, answers);
    return stored ? success(undefined) : failure({ kind: "stopped" as const });
  });
  return unreadable.length;
}
