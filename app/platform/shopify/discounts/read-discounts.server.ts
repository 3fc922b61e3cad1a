import type { Result } from "../../../core/result";
import { success } from "../../../core/result";
import type { PlatformDiscount } from "../../platform";
import type { PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { discountStatus } from "./discount-status";
import { discountsQuery } from "./discounts-query";
import { type ReadDiscount, termsOf } from "./terms-of";

/** Discounts with codes by our ids, up to 250, with their terms where our words can say them. */
export async function readDiscounts(
  ask: SendRequest,
  ids: readonly string[],
): Promise<Result<PlatformDiscount[], PlatformFailure>> {
  if (ids.length === 0) return success([]);
  const answer = await ask(discountsQuery, { ids });
  if (!answer.ok) return answer;
  return success(
    answer.value.nodes.flatMap((node) =>
      node?.__typename === "DiscountCodeNode" ? [presented(node.id, node.codeDiscount)] : [],
    ),
  );
}

const presented = (id: string, discount: ReadDiscount): PlatformDiscount => ({
  id,
  title: discount.title,
  summary: "summary" in discount ? discount.summary : "",
  status: discountStatus[discount.status],
  startsAt: new Date(discount.startsAt),
  endsAt: discount.endsAt === null ? null : new Date(discount.endsAt),
  codesCount: discount.codesCount?.count ?? 0,
  codesCountIsExact: discount.codesCount?.precision === "EXACT",
  terms: termsOf(discount),
});
