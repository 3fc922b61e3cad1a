import type { ShopContext } from "../../core/ids";
import type { Transaction } from "../../database/database.server";
import type { Services } from "../../services.server";
import { recordAudit } from "../audit/record-audit.server";
import { requestShopRefresh } from "./request-shop-refresh.server";

/** Notes what the shop lets the app do now: its sign-in would else go by what was granted before. */
export async function changeScopes(
  { clock }: Pick<Services, "clock">,
  tx: Transaction,
  shop: ShopContext,
  { scopes }: { scopes: readonly string[] },
): Promise<void> {
  await requestShopRefresh(tx, shop);
  const scope = [...scopes].sort().join(",");
  const changed = await tx.query(
    "UPDATE session SET scope = $2 WHERE shop = $1 AND scope IS DISTINCT FROM $2 RETURNING 1",
    [shop.domain, scope],
  );
  if (changed.length === 0) return;
  const detail = { scopes: scope };
  await recordAudit(tx, shop, { name: "app" }, clock.now(), {
    action: "shop.scopes-changed",
    detail,
  });
}
