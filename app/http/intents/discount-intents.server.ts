import { z } from "zod";
import { createDiscount } from "../../discounts/create-discount.server";
import { discountDraft } from "../../discounts/discount-draft";
import { refreshDiscount } from "../../discounts/refresh-discount.server";
import { intent } from "../admin.server";
import { jsonField } from "./json-field";

/** What the pages of the admin can be asked to do with discounts. */
export const discountIntents = {
  "create-discount": intent(
    z.object({ draft: jsonField(discountDraft), creationKey: z.uuid() }),
    ({ services, shop, actor }, input) => createDiscount(services, shop, { ...input, actor }),
  ),
  "refresh-discount": intent(
    z.object({ discountId: z.coerce.number().int().positive() }),
    ({ services, shop }, { discountId }) =>
      refreshDiscount(services, shop, { discountId, ifStale: true }),
  ),
};
