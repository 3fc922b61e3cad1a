import type { AppDiscount } from "../discounts/discount";
import { deployedFunctions } from "../extensions/deployed-functions";
import type { MetafieldOwner } from "../metafields/metafield-owner";
import { resolveNamespace } from "../metafields/namespace";
import { writeMetafield } from "../metafields/store-metafields";
import { discountDefaults } from "../seed/discount-defaults";
import type { Shop } from "../shops/shop";
import type { HolderGuardConfig } from "./holder-guard";
import { DEMO_SHOP, type TestSandbox } from "./test-sandbox";

export const demoShop = ({ running }: TestSandbox): Shop => {
  const found = running.sandbox.world.shops[DEMO_SHOP];
  if (!found) throw new Error("There is no demo store");
  return found;
};

/** Sets a JSON metafield of the namespace `$app:test`, which functions see at once or 3 s later. */
export function setMetafield(
  sandbox: TestSandbox,
  owner: MetafieldOwner,
  key: string,
  value: string,
  atOnce = true,
): void {
  const { sandbox: running } = sandbox.running;
  const place = { namespace: resolveNamespace("$app:test"), key, type: "json", value };
  writeMetafield(running, { shop: demoShop(sandbox), owner, atOnce }, place);
}

/** Gives the demo store an active automatic discount of the first deployed function. */
export function insertGuard(sandbox: TestSandbox, config: HolderGuardConfig): AppDiscount {
  const { sandbox: running } = sandbox.running;
  const shop = demoShop(sandbox);
  const discount: AppDiscount = {
    ...discountDefaults(running, "Guard", []),
    kind: "app",
    functionId: deployedFunctions(running)[0]?.id ?? "",
    discountClasses: ["ORDER"],
  };
  shop.discounts[discount.id] = discount;
  const owner = { type: "DISCOUNT", id: discount.id } as const;
  setMetafield(sandbox, owner, "config", JSON.stringify(config));
  return discount;
}
