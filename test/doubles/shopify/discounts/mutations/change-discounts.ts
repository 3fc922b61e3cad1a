import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import { activateDiscount, deactivateDiscount, deleteDiscount } from "../change-discount";
import { type DiscountSelection, selectedDiscounts } from "./selected-discounts";

const changes = {
  delete: deleteDiscount,
  activate: activateDiscount,
  deactivate: deactivateDiscount,
};

/** Applies a bulk mutation to the selected discounts. */
export function changeDiscounts(
  sandbox: Sandbox,
  shop: Shop,
  kind: keyof typeof changes,
  selection: DiscountSelection,
): void {
  for (const discount of selectedDiscounts(sandbox, shop, selection)) {
    changes[kind](sandbox, shop, discount);
  }
}
