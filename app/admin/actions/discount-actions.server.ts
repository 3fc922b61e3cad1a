import { z } from "zod";
import { refreshDiscount } from "../../features/discounts/cache/refresh-discount.server";
import { createDiscount } from "../../features/discounts/creation/create-discount.server";
import { discountDraft } from "../../features/discounts/creation/discount-draft";
import { formAction } from "../admin.server";
import { smallId } from "../ids";
import { jsonField } from "./json-field";

/** Form actions for discounts. */
export const discountActions = {
  "create-discount": formAction(
    z.object({ draft: jsonField(discountDraft), creationKey: z.uuid() }),
    ({ services, shop, actor }, input) => createDiscount(services, shop, { ...input, actor }),
  ),
  "refresh-discount": formAction(
    z.object({ discountId: smallId }),
    ({ services, shop }, { discountId }) =>
      refreshDiscount(services, shop, { discountId, ifStale: true }),
  ),
};
