import type { Result } from "../../../core/result";
import { failure } from "../../../core/result";
import type { PlatformDiscount } from "../../platform";
import type { DiscountNotFound, DiscountRefused, PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { graphql } from "../graphql/operation";
import { isDiscountId } from "./discount-id";
import { problemsOf } from "./problems-of";
import { readDiscount } from "./read-discount.server";

const activateMutation = graphql(
  `mutation ActivateDiscount($id: ID!) {
    changed: discountCodeActivate(id: $id) {
      codeDiscountNode { id }
      userErrors { field code message }
    }
  }`,
  { cost: 10 },
);
const deactivateMutation = graphql(
  `mutation DeactivateDiscount($id: ID!) {
    changed: discountCodeDeactivate(id: $id) {
      codeDiscountNode { id }
      userErrors { field code message }
    }
  }`,
  { cost: 10 },
);

/**
 * Activates or deactivates a discount. Deactivating ends it now; activating removes its end date,
 * even one set before (recorded). After a lost response, reads the discount instead of repeating
 * the call.
 */
export async function setDiscountActive(
  send: SendRequest,
  discountId: string,
  active: boolean,
): Promise<Result<PlatformDiscount, DiscountNotFound | DiscountRefused | PlatformFailure>> {
  if (!isDiscountId(discountId)) return failure({ kind: "discount_not_found" });
  const mutation = active ? activateMutation : deactivateMutation;
  const response = await send(mutation, { id: discountId });
  if (!response.ok && response.failure.kind === "platform_denied") return response;
  const read = await readDiscount(send, discountId);
  if (!read.ok) return read;
  if (response.ok) {
    const { codeDiscountNode, userErrors = [] } = response.value.changed ?? {};
    if (codeDiscountNode) return read;
    return failure({ kind: "discount_refused", problems: problemsOf(userErrors) });
  }
  return (read.value.status === "active") === active ? read : response;
}
