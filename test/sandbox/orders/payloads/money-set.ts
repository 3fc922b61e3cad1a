import type { Shop } from "../../shops/shop";
import { toDecimal } from "../money";

interface MoneySet {
  shop_money: { amount: string; currency_code: string };
  presentment_money: { amount: string; currency_code: string };
}

/** An amount of minor units as webhooks carry it; buyers pay in the shop's own currency here. */
export function moneySet({ currency }: Pick<Shop, "currency">, minor: number): MoneySet {
  const money = { amount: toDecimal(currency, minor), currency_code: currency };
  return { shop_money: money, presentment_money: money };
}
