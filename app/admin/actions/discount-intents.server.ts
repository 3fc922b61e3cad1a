import { z } from "zod";
import { refreshDiscount } from "../../features/discounts/copies/refresh-discount.server";
import { createDiscount } from "../../features/discounts/creation/create-discount.server";
import { discountDraft } from "../../features/discounts/creation/discount-draft";
import { intent } from "../admin.server";
import { smallId } from "../ids";
import { jsonField } from "./json-field";

/** What the pages of the admin can be asked to do with discounts. */
export const discountIntents = {
  "create-discount": intent(
    z.object({ draft: jsonField(discountDraft), creationKey: z.uuid() }),
    ({ services, shop, actor }, input) => createDiscount(services, shop, { ...input, actor }),
  ),
  "refresh-discount": intent(
    z.object({ discountId: smallId }),
    ({ services, shop }, { discountId }) =>
      refreshDiscount(services, shop, { discountId, ifStale: true }),
  ),
};
