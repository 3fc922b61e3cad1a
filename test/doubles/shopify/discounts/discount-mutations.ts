import type { RootField } from "../graphql/context";
import { activateDiscount, deactivateDiscount } from "./change-discount";
import { addCodes } from "./codes/add-codes";
import { deleteCodes } from "./codes/delete-codes";
import { basicKind, bxgyKind, freeShippingKind } from "./inputs/discount-kinds";
import { createAppDiscount, updateAppDiscount } from "./mutations/app-discounts";
import { changeMany } from "./mutations/change-many";
import { activateAutomatic, removeDiscount, switchDiscount } from "./mutations/change-one";
import { createDiscount } from "./mutations/create-discount";
import { updateDiscount } from "./mutations/update-discount";

export const discountMutations: Readonly<Record<string, RootField>> = {
  discountCodeBasicCreate: createDiscount(basicKind),
  discountCodeBasicUpdate: updateDiscount(basicKind),
  discountCodeBxgyCreate: createDiscount(bxgyKind),
  discountCodeBxgyUpdate: updateDiscount(bxgyKind),
  discountCodeFreeShippingCreate: createDiscount(freeShippingKind),
  discountCodeFreeShippingUpdate: updateDiscount(freeShippingKind),
  discountCodeAppCreate: createAppDiscount("code"),
  discountCodeAppUpdate: updateAppDiscount("code"),
  discountAutomaticAppCreate: createAppDiscount("automatic"),
  discountAutomaticAppUpdate: updateAppDiscount("automatic"),
  discountCodeActivate: switchDiscount("code", activateDiscount),
  discountCodeDeactivate: switchDiscount("code", deactivateDiscount),
  discountCodeDelete: removeDiscount("code"),
  discountAutomaticActivate: activateAutomatic,
  discountAutomaticDeactivate: switchDiscount("automatic", deactivateDiscount),
  discountAutomaticDelete: removeDiscount("automatic"),
  discountCodeBulkDelete: changeMany("delete"),
  discountCodeBulkActivate: changeMany("activate"),
  discountCodeBulkDeactivate: changeMany("deactivate"),
  discountRedeemCodeBulkAdd: addCodes,
  discountCodeRedeemCodeBulkDelete: deleteCodes,
};
