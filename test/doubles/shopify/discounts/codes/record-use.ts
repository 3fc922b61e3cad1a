import { now } from "../../clock/now";
import { firstFrom } from "../../graphql/compare-ids";
import type { Sandbox } from "../../sandbox";
import { findShop } from "../../shops/find-shop";
import type { Shop } from "../../shops/shop";
import { addTask } from "../../state/add-task";
import type { FoundCode } from "./code-index";

/** Records that an order used a code. The API's `asyncUsageCount` follows some seconds later. */
export function recordUse(sandbox: Sandbox, shop: Shop, { discount, code }: FoundCode): void {
  code.usage += 1;
  addTask(sandbox, now(sandbox) + sandbox.world.pace.usageMs, {
    kind: "count-usage",
    shop: shop.domain,
    discountId: discount.id,
    codeId: code.id,
  });
}

export async function countUsage(
  sandbox: Sandbox,
  domain: string,
  discountId: string,
  codeId: string,
): Promise<void> {
  const codes = findShop(sandbox, domain)?.discounts[discountId]?.codes ?? [];
  const code = codes[firstFrom(codes, codeId, "at")];
  if (code?.id === codeId) code.countedUsage = code.usage;
}
