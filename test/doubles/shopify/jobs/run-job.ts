import { removeCodes } from "../discounts/codes/code-index";
import { selectedCodes } from "../discounts/codes/selected-codes";
import { changeDiscounts } from "../discounts/mutations/change-discounts";
import { cancelOrder } from "../orders/actions/cancel-order";
import type { Sandbox } from "../sandbox";
import { findShop } from "../shops/find-shop";

export async function runJob(sandbox: Sandbox, domain: string, jobId: string): Promise<void> {
  const shop = findShop(sandbox, domain);
  const job = shop?.jobs[jobId];
  if (!shop || !job) return;
  const { work } = job;
  if (work.kind === "delete-codes") {
    const discount = shop.discounts[work.discountId];
    if (discount) removeCodes(shop, discount, selectedCodes(shop, discount, work.selection));
  } else if (work.kind === "cancel-order") {
    const order = shop.orders[work.orderId];
    if (order) cancelOrder(sandbox, shop, order, work.request);
  } else {
    changeDiscounts(sandbox, shop, work.kind, work.selection);
  }
  job.done = true;
}
