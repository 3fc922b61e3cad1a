import type { ShopContext } from "../../app/core/ids";
import { assignCodes } from "../../app/features/assignments/assign-codes.server";
import type { Services } from "../../app/services.server";

/** Assigns a pool's next code to a recipient. Throws if the app rejects it. */
export async function giveCode(
  services: Services,
  shop: ShopContext,
  pool: number,
  recipient = "ada@example.com",
  source = "manual",
) {
  const answer = await assignCodes(services, shop, { pool, recipients: [{ recipient }], source });
  if (!answer.ok) throw new Error(answer.failure.kind);
  const [one] = answer.value;
  if (!one?.ok) throw new Error(one?.failure.kind);
  return one.value;
}
