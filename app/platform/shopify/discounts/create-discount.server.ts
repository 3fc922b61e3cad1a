import type { Result } from "../../../core/result";
import { failure, success } from "../../../core/result";
import type { DiscountTerms } from "../../discount-terms";
import type { PlatformDiscount } from "../../platform";
import type { DiscountRefused, PlatformFailure } from "../../platform-failure";
import { findCodes } from "../codes/find-codes.server";
import type { SendRequest } from "../graphql/admin-client.server";
import { graphql } from "../graphql/operation";
import { checkIds } from "./check-ids";
import { basicInput, bxgyInput, freeShippingInput } from "./discount-inputs";
import { problemsOf } from "./problems-of";
import { readDiscount } from "./read-discount.server";

const basicMutation = graphql(
  `mutation CreateBasicDiscount($input: DiscountCodeBasicInput!) {
    created: discountCodeBasicCreate(basicCodeDiscount: $input) {
      codeDiscountNode { id }
      userErrors { field code message }
    }
  }`,
  { cost: 10 },
);
const bxgyMutation = graphql(
  `mutation CreateBxgyDiscount($input: DiscountCodeBxgyInput!) {
    created: discountCodeBxgyCreate(bxgyCodeDiscount: $input) {
      codeDiscountNode { id }
      userErrors { field code message }
    }
  }`,
  { cost: 10 },
);
const freeShippingMutation = graphql(
  `mutation CreateFreeShippingDiscount($input: DiscountCodeFreeShippingInput!) {
    created: discountCodeFreeShippingCreate(freeShippingCodeDiscount: $input) {
      codeDiscountNode { id }
      userErrors { field code message }
    }
  }`,
  { cost: 10 },
);

/**
 * Makes a discount with its first code. No mutation of Shopify's takes an idempotency key; the first
 * code, which is unique in the shop, stands in for it: where the answer was lost, or the code is said
 * to be taken, a discount of this title that has the code is the one that was asked for.
 */
export async function createDiscount(
  ask: SendRequest,
  terms: DiscountTerms,
  firstCode: string,
): Promise<Result<PlatformDiscount, DiscountRefused | PlatformFailure>> {
  const problems = checkIds(terms);
  if (problems.length > 0) return failure({ kind: "discount_refused", problems });
  const answer = await create(ask, terms, firstCode);
  if (answer.ok) {
    const { codeDiscountNode, userErrors = [] } = answer.value.created ?? {};
    if (codeDiscountNode) return existing(ask, codeDiscountNode.id);
    const refused = {
      kind: "discount_refused" as const,
      problems: problemsOf(userErrors, terms.value.kind),
    };
    if (!userErrors.some(({ code }) => code === "TAKEN")) return failure(refused);
    const made = await findMade(ask, terms.title, firstCode);
    return made.ok && made.value ? existing(ask, made.value) : failure(refused);
  }
  if (answer.failure.kind === "platform_denied") return answer;
  const made = await findMade(ask, terms.title, firstCode);
  return made.ok && made.value ? existing(ask, made.value) : answer;
}

function create(ask: SendRequest, terms: DiscountTerms, code: string) {
  const { value } = terms;
  switch (value.kind) {
    case "percentage":
    case "fixed_amount":
      return ask(basicMutation, { input: basicInput(terms, value, code) });
    case "free_shipping":
      return ask(freeShippingMutation, { input: freeShippingInput(terms, value, code) });
    case "buy_x_get_y":
      return ask(bxgyMutation, { input: bxgyInput(terms, value, code) });
  }
}

async function findMade(
  ask: SendRequest,
  title: string,
  code: string,
): Promise<Result<string | undefined, PlatformFailure>> {
  const found = await findCodes(ask, [code]);
  if (!found.ok) return found;
  const place = found.value.get(code.toLowerCase());
  return success(place?.discountTitle === title ? place.discountId : undefined);
}

async function existing(
  ask: SendRequest,
  discountId: string,
): Promise<Result<PlatformDiscount, PlatformFailure>> {
  const read = await readDiscount(ask, discountId);
  if (read.ok || read.failure.kind !== "discount_not_found") {
    return read as Result<PlatformDiscount, PlatformFailure>;
  }
  return failure({ kind: "platform_unreachable", detail: "The new discount is not there yet" });
}
