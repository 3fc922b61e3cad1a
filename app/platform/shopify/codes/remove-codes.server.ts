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

/** Shopify takes lists of 250 at most. */
const codesPerCall = 250;

/**
 * Takes codes away from a discount. Never with none: Shopify answers an empty list with
 * "Something went wrong, please try again." (recorded). Codes that are gone already do no harm, so
 * that a call whose answer was lost is simply sent once more. The removal's id names all its jobs.
 */
export async function removeCodes(
  ask: SendRequest,
  discountId: string,
  platformCodeIds: readonly string[],
): Promise<Result<{ removalId: string }, DiscountNotFound | PlatformRefused | PlatformFailure>> {
  if (platformCodeIds.length === 0) throw new Error("No codes to remove");
  if (!isDiscountId(discountId)) return failure({ kind: "discount_not_found" });
  const jobs: string[] = [];
  for (const numbers of inGroups(platformCodeIds, codesPerCall)) {
    const removed = await removeGroup(ask, discountId, numbers);
    if (!removed.ok) return removed;
    jobs.push(removed.value);
  }
  return success({ removalId: jobs.join(" ") });
}

async function removeGroup(
  ask: SendRequest,
  discountId: string,
  numbers: readonly string[],
): Promise<Result<string, DiscountNotFound | PlatformRefused | PlatformFailure>> {
  const ids = numbers.map((number) => gid("DiscountRedeemCode", number));
  let answer = await ask(removeCodesMutation, { discountId, ids });
  if (!answer.ok && answer.failure.kind === "platform_unreachable") {
    answer = await ask(removeCodesMutation, { discountId, ids });
  }
  if (!answer.ok) return answer;
  const { job, userErrors = [] } = answer.value.discountCodeRedeemCodeBulkDelete ?? {};
  if (job) return success(job.id);
  const still = await readDiscount(ask, discountId);
  if (!still.ok) return still;
  const detail = userErrors.map(({ message }) => message).join("; ") || "Nothing was removed";
  return failure({ kind: "platform_refused", detail });
}
