import type { Actor, ShopContext } from "../core/ids";
import { failure, type Result, success } from "../core/result";
import type { Services } from "../services.server";
import { endAudience } from "./end-audience.server";

export type AudienceEnded = { kind: "audience_ended" };

/**
 * Stops an audience. The step under way is undone or was done, nothing in between; codes that were
 * given stay given.
 */
export async function cancelAudience(
  services: Services,
  shop: ShopContext,
  { audienceId, actor }: { audienceId: number; actor: Actor },
): Promise<Result<null, AudienceEnded>> {
  const end = { state: "cancelled" as const, by: actor };
  const cancelled = await endAudience(services, shop, audienceId, end);
  return cancelled ? success(null) : failure({ kind: "audience_ended" });
}
