import { money } from "../../graphql/answers";
import type { ResponseObject } from "../../graphql/context";
import { toDecimal } from "../money";
import { buyersCurrency, buyersMinor, type Till } from "../till";

/** An amount in minor units of the shop's currency, presented in the shop's and the buyer's currency. */
export function moneyBag(till: Till, minor: number): ResponseObject {
  const buyers = buyersCurrency(till);
  return {
    __typename: "MoneyBag",
    shopMoney: money(till, toDecimal(till.currency, minor)),
    presentmentMoney: money({ currency: buyers }, toDecimal(buyers, buyersMinor(till, minor))),
  };
}
