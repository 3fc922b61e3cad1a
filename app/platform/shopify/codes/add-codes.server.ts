import type { Result } from "../../../core/result";
import { failure, success } from "../../../core/result";
import type { DiscountNotFound, PlatformFailure, PlatformRefused } from "../../platform-failure";
import { isDiscountId } from "../discounts/discount-id";
import type { SendRequest } from "../graphql/admin-client.server";
import { graphql } from "../graphql/operation";

/** Shopify's limit per call: 251 codes give MAX_INPUT_SIZE_EXCEEDED (recorded). */
export const codesPerAddition = 250;

const addCodesMutation = graphql(
  `mutation AddCodes($discountId: ID!, $codes: [DiscountRedeemCodeInput!]!) {
    discountRedeemCodeBulkAdd(discountId: $discountId, codes: $codes) {
      bulkCreation { id }
      userErrors { field code message }
    }
  }`,
  { cost: 10 },
);

/** Adds codes. Shopify processes them in the background. */
export async function addCodes(
  send: SendRequest,
  discountId: string,
  codes: readonly string[],
): Promise<Result<{ additionId: string }, DiscountNotFound | PlatformRefused | PlatformFailure>> {
  if (codes.length === 0 || codes.length > codesPerAddition) {
    throw new Error(`${codes.length} codes in one addition`);
  }
  if (!isDiscountId(discountId)) return failure({ kind: "discount_not_found" });
  const response = await send(addCodesMutation, {
    discountId,
    codes: codes.map((code) => ({ code })),
  });
  if (!response.ok) return response;
  const { bulkCreation, userErrors = [] } = response.value.discountRedeemCodeBulkAdd ?? {};
  if (bulkCreation) return success({ additionId: bulkCreation.id });
  // Recorded for unknown IDs and automatic discounts: "Code discount does not exist."
  if (userErrors.some(({ field }) => field?.includes("discountId"))) {
    return failure({ kind: "discount_not_found" });
  }
  const detail = userErrors.map(({ message }) => message).join("; ") || "Nothing was added";
  return failure({ kind: "platform_refused", detail });
}
