import type { RootField } from "../graphql/context";
import { activateDiscount, deactivateDiscount } from "./change-discount";
import { addCodes } from "./codes/add-codes";
import { deleteCodes } from "./codes/delete-codes";
import { basicKind, bxgyKind, freeShippingKind } from "./inputs/discount-kinds";
import { changeMany } from "./mutations/change-many";
import { removeDiscount, switchDiscount } from "./mutations/change-one";
import { createDiscount } from "./mutations/create-discount";
import { updateDiscount } from "./mutations/update-discount";

export const discountMutations: Readonly<Record<string, RootField>> = {
  discountCodeBasicCreate: createDiscount(basicKind),
  discountCodeBasicUpdate: updateDiscount(basicKind),
  discountCodeBxgyCreate: createDiscount(bxgyKind),
  discountCodeBxgyUpdate: updateDiscount(bxgyKind),
  discountCodeFreeShippingCreate: createDiscount(freeShippingKind),
  discountCodeFreeShippingUpdate: updateDiscount(freeShippingKind),
  discountCodeActivate: switchDiscount(activateDiscount),
  discountCodeDeactivate: switchDiscount(deactivateDiscount),
  discountCodeDelete: removeDiscount,
  discountCodeBulkDelete: changeMany("delete"),
  discountCodeBulkActivate: changeMany("activate"),
  discountCodeBulkDeactivate: changeMany("deactivate"),
  discountRedeemCodeBulkAdd: addCodes,
  discountCodeRedeemCodeBulkDelete: deleteCodes,
};
