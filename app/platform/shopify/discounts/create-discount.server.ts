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
 * Creates a discount with its first code. Shopify's mutations don't take an idempotency key, but
 * the first code is unique in the shop and serves as one: if the response was lost, or the code is
 * taken, a discount with this title and code is the one requested.
 */
export async function createDiscount(
  send: SendRequest,
  terms: DiscountTerms,
  firstCode: string,
): Promise<Result<PlatformDiscount, DiscountRefused | PlatformFailure>> {
  const problems = checkIds(terms);
  if (problems.length > 0) return failure({ kind: "discount_refused", problems });
  const response = await create(send, terms, firstCode);
  if (response.ok) {
    const { codeDiscountNode, userErrors = [] } = response.value.created ?? {};
    if (codeDiscountNode) return existing(send, codeDiscountNode.id);
    const refused = {
      kind: "discount_refused" as const,
      problems: problemsOf(userErrors, terms.value.kind),
    };
    if (!userErrors.some(({ code }) => code === "TAKEN")) return failure(refused);
    const made = await findCreated(send, terms.title, firstCode);
    return made.ok && made.value ? existing(send, made.value) : failure(refused);
  }
  if (response.failure.kind === "platform_denied") return response;
  const made = await findCreated(send, terms.title, firstCode);
  return made.ok && made.value ? existing(send, made.value) : response;
}

function create(send: SendRequest, terms: DiscountTerms, code: string) {
  const { value } = terms;
  switch (value.kind) {
    case "percentage":
    case "fixed_amount":
      return send(basicMutation, { input: basicInput(terms, value, code) });
    case "free_shipping":
      return send(freeShippingMutation, { input: freeShippingInput(terms, value, code) });
    case "buy_x_get_y":
      return send(bxgyMutation, { input: bxgyInput(terms, value, code) });
  }
}

async function findCreated(
  send: SendRequest,
  title: string,
  code: string,
): Promise<Result<string | undefined, PlatformFailure>> {
  const found = await findCodes(send, [code]);
  if (!found.ok) return found;
  const place = found.value.get(code.toLowerCase());
  return success(place?.discountTitle === title ? place.discountId : undefined);
}

async function existing(
  send: SendRequest,
  discountId: string,
): Promise<Result<PlatformDiscount, PlatformFailure>> {
  const read = await readDiscount(send, discountId);
  if (read.ok || read.failure.kind !== "discount_not_found") {
    return read as Result<PlatformDiscount, PlatformFailure>;
  }
  return failure({ kind: "platform_unreachable", detail: "The new discount can't be read yet" });
}
