import type { Result } from "../../../core/result";
import { failure, success } from "../../../core/result";
import type { PlatformDiscount } from "../../platform";
import type { DiscountNotFound, PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { isDiscountId } from "./discount-id";
import { readDiscounts } from "./read-discounts.server";

/** Reads a code discount. Fails if it doesn't exist or isn't a code discount. */
export async function readDiscount(
  send: SendRequest,
  discountId: string,
): Promise<Result<PlatformDiscount, DiscountNotFound | PlatformFailure>> {
  if (!isDiscountId(discountId)) return failure({ kind: "discount_not_found" });
  const read = await readDiscounts(send, [discountId]);
  if (!read.ok) return read;
  const [discount] = read.value;
  return discount ? success(discount) : failure({ kind: "discount_not_found" });
}
