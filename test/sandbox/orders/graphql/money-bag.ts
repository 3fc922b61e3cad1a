import { money } from "../../graphql/answers";
import type { Answer } from "../../graphql/context";
import type { Shop } from "../../shops/shop";
import { toDecimal } from "../money";

/** An amount of minor units in the shop's currency, which is also the buyer's here. */
export function moneyBag(shop: Pick<Shop, "currency">, minor: number): Answer {
  const amount = money(shop, toDecimal(shop.currency, minor));
  return { __typename: "MoneyBag", shopMoney: amount, presentmentMoney: amount };
}
