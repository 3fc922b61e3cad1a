import type { ShopContext } from "../../core/ids";
import type { Transaction } from "../../database/database.server";
import { setGrantedScopes } from "../../platform/sign-ins.server";
import type { Services } from "../../services.server";
import { recordAudit } from "../audit/record-audit.server";
import { requestShopRefresh } from "./refresh-shop.server";

/** Stores the scopes granted now. Otherwise the session would keep those granted before. */
export async function changeScopes(
  { clock }: Pick<Services, "clock">,
  tx: Transaction,
  shop: ShopContext,
  { scopes }: { scopes: readonly string[] },
): Promise<void> {
  await requestShopRefresh(tx, shop);
  const scope = [...scopes].sort().join(",");
  if (!(await setGrantedScopes(tx, shop.domain, scope))) return;
  const detail = { scopes: scope };
  await recordAudit(tx, shop, { name: "app" }, clock.now(), {
    action: "shop.scopes-changed",
    detail,
  });
}
