import { toDecimal } from "../money";
import { buyersCurrency, buyersMinor, type Till } from "../till";

interface MoneySet {
  shop_money: { amount: string; currency_code: string };
  presentment_money: { amount: string; currency_code: string };
}

/** An amount of the shop's minor units as webhooks carry it: in the shop's currency and the buyer's. */
export function moneySet(till: Till, minor: number): MoneySet {
  const buyers = buyersCurrency(till);
  return {
    shop_money: { amount: toDecimal(till.currency, minor), currency_code: till.currency },
    presentment_money: {
      amount: toDecimal(buyers, buyersMinor(till, minor)),
      currency_code: buyers,
    },
  };
}
