import { toDecimal } from "../money";
import { buyersCurrency, buyersMinor, type Till } from "../till";

interface MoneySet {
  shop_money: { amount: string; currency_code: string };
  presentment_money: { amount: string; currency_code: string };
}

/** An amount in minor units of the shop's currency, as in webhooks: in the shop's and the buyer's currency. */
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
