import { readFileSync } from "node:fs";
import {
  buildSchema,
  coerceInputValue,
  type DocumentNode,
  type GraphQLError,
  type GraphQLInputType,
  isInputObjectType,
  parse,
  validate,
} from "graphql";
import type { Json } from "./thread/input-reader";

const file = new URL("../../../../schema/functions-discount-2026-10.graphql", import.meta.url);

/** The schema of discount functions: `Input` is what they read, mutations take what they return. */
export const functionSchema = buildSchema(readFileSync(file, "utf8"));

/**
 * Inputs of which exactly one field must be set. Shopify's schema has `@oneOf` for them, which the
 * published introspection leaves out.
 */
const ONE_OF = [
  "CartOperation",
  "DeliveryOperation",
  "DeliveryDiscountCandidateTarget",
  "DeliveryDiscountCandidateValue",
  "OrderDiscountCandidateTarget",
  "OrderDiscountCandidateValue",
  "ProductDiscountCandidateTarget",
  "ProductDiscountCandidateValue",
];
for (const name of ONE_OF) {
  const type = functionSchema.getType(name);
  if (isInputObjectType(type)) type.isOneOf = true;
}

interface RejectOperation {
  codes: { code: string }[];
  message: string;
}

/** What a function returns for `cart.lines.discounts.generate.run`. */
export interface FunctionOutput {
  operations: ({ enteredDiscountCodesReject?: RejectOperation } & Record<string, unknown>)[];
}

const documents = new Map<string, DocumentNode | string>();

/** The parsed query of a function's input, or what is wrong with it. */
export function parseQuery(query: string): DocumentNode | string {
  let parsed = documents.get(query);
  if (parsed === undefined) {
    parsed = parsedQuery(query);
    documents.set(query, parsed);
  }
  return parsed;
}

function parsedQuery(query: string): DocumentNode | string {
  try {
    const document = parse(query);
    return validate(functionSchema, document)[0]?.message ?? document;
  } catch (error) {
    return (error as GraphQLError).message;
  }
}

/** Why an output isn't what the target takes. Undefined if it is. */
export function outputProblem(output: Json): string | undefined {
  const target = functionSchema.getMutationType()?.getFields()["cartLinesDiscountsGenerateRun"];
  const type = target?.args[0]?.type;
  if (!type) throw new Error("The schema has no cartLinesDiscountsGenerateRun");
  const problems: string[] = [];
  coerceInputValue(output, type as GraphQLInputType, (path, _value, { message }) => {
    problems.push(path.length === 0 ? message : `${path.join(".")}: ${message}`);
  });
  return problems[0];
}
