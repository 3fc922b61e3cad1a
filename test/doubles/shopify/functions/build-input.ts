import { type DocumentNode, type ExecutionResult, execute } from "graphql";
import { now } from "../clock/now";
import { zonedTime } from "../orders/zoned-time";
import { type FunctionContext, metafieldOf } from "./function-context";
import { functionSchema } from "./function-schema";
import { presentCart } from "./present-cart";
import { presentTime } from "./present-time";
import { resolveFromSource, type Source } from "./source";
import type { Json } from "./thread/input-reader";

/** The input of a run: what its query asks of the store's state. A text says why it can't be built. */
export function buildInput(
  context: FunctionContext,
  document: DocumentNode,
): { input: Json } | string {
  const { data, errors } = execute({
    schema: functionSchema,
    document,
    rootValue: presentInput(context),
    fieldResolver: resolveFromSource,
  }) as ExecutionResult;
  // Serialized and parsed, as the function gets it: enums and dates are text.
  return errors?.[0]?.message ?? { input: JSON.parse(JSON.stringify(data)) as Json };
}

function presentInput(context: FunctionContext): Source {
  const { sandbox, shop, discount, cart, codes } = context;
  const local = zonedTime(shop, now(sandbox)).slice(0, 19);
  return {
    cart: presentCart(context),
    discount: {
      discountClasses: discount.discountClasses,
      metafield: metafieldOf(context, "DISCOUNT", discount.id),
    },
    // An automatic discount can reject every code, also of native discounts (recorded).
    enteredDiscountCodes: codes.map((code) => ({ code, rejectable: true })),
    fetchResult: null,
    localization: {
      country: { isoCode: cart.country ?? shop.country },
      language: { isoCode: cart.language },
    },
    // Carts are in the shop's currency.
    presentmentCurrencyRate: "1.0",
    shop: {
      localTime: presentTime(local),
      metafield: metafieldOf(context, "SHOP", shop.id),
    },
    // Only code discounts have one.
    triggeringDiscountCode: null,
  };
}
