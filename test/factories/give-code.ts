import type { ShopContext } from "../../app/core/ids";
import { assignCodes } from "../../app/features/assignments/assign-codes.server";
import type { Services } from "../../app/services.server";

/** Assigns a pool's next code to a recipient. Throws if there is none. */
export async function giveCode(
  services: Services,
  shop: ShopContext,
  pool: number,
  recipient = "ada@example.com",
  source = "manual",
) {
  const answer = await assignCodes(services, shop, { pool, recipients: [{ recipient }], source });
  const [one] = answer.ok ? answer.value : [];
  if (!one?.ok) throw new Error("no code");
  return one.value;
}
