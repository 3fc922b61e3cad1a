import type { Shop } from "../../shops/shop";
import type { Buyer } from "./cart";

/** Who has used a discount, by discount and then by `customer:…` or `email:…`. */
export type BuyersOfDiscounts = Record<string, Record<string, true>>;

const keysOf = ({ customerId, email }: Buyer): string[] => [
  ...(customerId ? [`customer:${customerId}`] : []),
  ...(email ? [`email:${email.trim().toLowerCase()}`] : []),
];

export const usedBy = (shop: Shop, discountId: string, buyer: Buyer): boolean =>
  keysOf(buyer).some((key) => shop.buyersOfDiscounts[discountId]?.[key]);

export function addBuyer(shop: Shop, discountId: string, buyer: Buyer): void {
  let buyers = shop.buyersOfDiscounts[discountId];
  if (!buyers) {
    buyers = {};
    shop.buyersOfDiscounts[discountId] = buyers;
  }
  for (const key of keysOf(buyer)) buyers[key] = true;
}
