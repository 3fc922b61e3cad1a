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
  const result = await assignCodes(services, shop, { pool, recipients: [{ recipient }], source });
  if (!result.ok) throw new Error(result.failure.kind);
  const [assigned] = result.value;
  if (!assigned?.ok) throw new Error(assigned?.failure.kind);
  return assigned.value;
}
