import type { ShopContext } from "../../../core/ids";
import { type Result, success } from "../../../core/result";
import type { PlatformFailure } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { readCode } from "../../codes/code-text";
import { findDiscount } from "../../discounts/cache/find-discount.server";
import { findOnlyDiscount, lookUpCodes } from "./look-up-codes.server";
import { type StoreCheck, sampleSize } from "./store-check";

/** Result of looking up codes that aren't in a pool yet. */
export type UploadedCodesCheck = Omit<StoreCheck, "checkedAt">;

/** Looks up a sample of codes that a merchant is about to add, as typed. Writes nothing. */
export async function lookUpUploaded(
  services: Pick<Services, "database" | "clock" | "platform">,
  shop: Pick<ShopContext, "id" | "domain">,
  typed: readonly string[],
): Promise<Result<UploadedCodesCheck, PlatformFailure>> {
  const codes = typed.flatMap((text) => {
    const code = readCode(text);
    return code.ok ? [code.value] : [];
  });
  const platform = services.platform(shop.domain);
  const looked = await lookUpCodes(platform, codes.slice(0, sampleSize));
  if (!looked.ok) return looked;
  const { lookedUp, working, ended, discounts } = looked.value;
  const discountId = await findOnlyDiscount(services, shop, platform, discounts);
  const discount = discountId === null ? null : await findDiscount(services, shop, discountId);
  const discountTitle = discount?.ok ? discount.value.title : null;
  return success({ lookedUp, working, ended, everyCode: false, discountId, discountTitle });
}
