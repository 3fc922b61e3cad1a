import type { Result } from "../../../core/result";
import { success } from "../../../core/result";
import type { PlatformDiscount } from "../../platform";
import type { PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { discountStatus } from "./discount-status";
import { discountsQuery } from "./discounts-query";
import { type ReadDiscount, termsOf } from "./terms-of";

/**
 * Reads up to 250 code discounts by ID, with terms where we can express them. Skips unknown IDs.
 */
export async function readDiscounts(
  send: SendRequest,
  ids: readonly string[],
): Promise<Result<PlatformDiscount[], PlatformFailure>> {
  if (ids.length === 0) return success([]);
  const response = await send(discountsQuery, { ids });
  if (!response.ok) return response;
  return success(
    response.value.nodes.flatMap((node) =>
      node?.__typename === "DiscountCodeNode" ? [toDomain(node.id, node.codeDiscount)] : [],
    ),
  );
}

const toDomain = (id: string, discount: ReadDiscount): PlatformDiscount => ({
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
