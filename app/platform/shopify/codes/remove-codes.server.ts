import type { Result } from "../../../core/result";
import { failure, success } from "../../../core/result";
import type { DiscountNotFound, PlatformFailure, PlatformRefused } from "../../platform-failure";
import { isDiscountId } from "../discounts/discount-id";
import { readDiscount } from "../discounts/read-discount.server";
import type { SendRequest } from "../graphql/admin-client.server";
import { gid } from "../graphql/gid";
import { inGroups } from "../graphql/in-groups";
import { graphql } from "../graphql/operation";

const removeCodesMutation = graphql(
  `mutation RemoveCodes($discountId: ID!, $ids: [ID!]!) {
    discountCodeRedeemCodeBulkDelete(discountId: $discountId, ids: $ids) {
      job { id }
      userErrors { field code message }
    }
  }`,
  { cost: 10 },
);

/** Shopify's limit per list. */
const codesPerCall = 250;

/**
 * Removes codes from a discount. Throws for an empty list, because Shopify answers that with
 * "Something went wrong, please try again." (recorded). Removing codes twice is harmless, so a call
 * without a response is sent once more. The removal's ID contains the IDs of all its jobs.
 */
export async function removeCodes(
  send: SendRequest,
  discountId: string,
  platformCodeIds: readonly string[],
): Promise<Result<{ removalId: string }, DiscountNotFound | PlatformRefused | PlatformFailure>> {
  if (platformCodeIds.length === 0) throw new Error("No codes to remove");
  if (!isDiscountId(discountId)) return failure({ kind: "discount_not_found" });
  const jobs: string[] = [];
  for (const numbers of inGroups(platformCodeIds, codesPerCall)) {
    const removed = await removeGroup(send, discountId, numbers);
    if (!removed.ok) return removed;
    jobs.push(removed.value);
  }
  return success({ removalId: jobs.join(" ") });
}

async function removeGroup(
  send: SendRequest,
  discountId: string,
  numbers: readonly string[],
): Promise<Result<string, DiscountNotFound | PlatformRefused | PlatformFailure>> {
  const ids = numbers.map((number) => gid("DiscountRedeemCode", number));
  let response = await send(removeCodesMutation, { discountId, ids });
  if (!response.ok && response.failure.kind === "platform_unreachable") {
    response = await send(removeCodesMutation, { discountId, ids });
  }
  if (!response.ok) return response;
  const { job, userErrors = [] } = response.value.discountCodeRedeemCodeBulkDelete ?? {};
  if (job) return success(job.id);
  const still = await readDiscount(send, discountId);
  if (!still.ok) return still;
  const detail = userErrors.map(({ message }) => message).join("; ") || "Nothing was removed";
  return failure({ kind: "platform_refused", detail });
}
