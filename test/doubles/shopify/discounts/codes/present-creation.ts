import { isoTime } from "../../clock/now";
import { connection } from "../../graphql/connection";
import type { Args, GraphqlContext, ResponseObject } from "../../graphql/context";
import { gid } from "../../shops/gid";
import { userError } from "../mutations/user-error";
import { presentCodeNode } from "../present-discount-node";
import { presentRedeemCode } from "../redeem-codes";
import { type CodeCreation, isDone } from "./code-creation";
import { findCode } from "./code-index";

export function presentCreation(context: GraphqlContext, creation: CodeCreation): ResponseObject {
  const discount = context.shop.discounts[creation.discountId];
  const failed = Object.keys(creation.refusals).filter((at) => Number(at) < creation.tried).length;
  return {
    __typename: "DiscountRedeemCodeBulkCreation",
    id: gid("DiscountRedeemCodeBulkCreation", creation.id),
    createdAt: isoTime(creation.createdAt),
    done: isDone(creation),
    codesCount: creation.codes.length,
    importedCount: creation.tried - failed,
    failedCount: failed,
    discountCode: () => (discount ? presentCodeNode(context, discount) : null),
    codes: (args: Args) =>
      connection(args, {
        type: "DiscountRedeemCodeBulkCreationCode",
        items: creation.codes.map((code, at) => ({ id: String(at), code })),
        ascending: true,
        present: ({ id, code }) => presentCode(context, creation, Number(id), code),
      }),
  };
}

function presentCode(
  { shop }: GraphqlContext,
  creation: CodeCreation,
  at: number,
  code: string,
): ResponseObject {
  const tried = at < creation.tried;
  const refusal = tried ? creation.refusals[at] : undefined;
  const found = tried && refusal === undefined ? findCode(shop, code) : undefined;
  return {
    __typename: "DiscountRedeemCodeBulkCreationCode",
    code,
    errors: refusal === undefined ? [] : [userError(["code"], refusal, null)],
    // The code may have been deleted or moved to another discount since.
    discountRedeemCode:
      found?.discount.id === creation.discountId ? presentRedeemCode(found.code) : null,
  };
}
