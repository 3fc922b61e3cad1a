import { type GraphQLError, type GraphQLFormattedError, Kind, print } from "graphql";

const BAD_VARIABLE = /^Variable "\$(\w+)"/;
const BAD_VALUE = / at "\w+((?:\.\w+|\[\d+\])*)"; ([^"]*.*)$/s;
const NOT_PROVIDED = /Field "(\w+)" of required type/;
const NOT_DEFINED = /Field "(\w+)" is not defined by type "(\w+)"/;

/** Converts errors about variables to Shopify's messages. Others keep those of graphql-js. */
export function asShopifyWords(error: GraphQLError): GraphQLFormattedError {
  const { locations } = error.toJSON();
  const where = locations ? { locations } : {};
  const [, variable] = BAD_VARIABLE.exec(error.message) ?? [];
  if (variable) return { ...badVariable(error, variable), ...where };
  return { message: error.message, ...where };
}

/**
 * "Variable $input of type DiscountCodeBasicInput! was provided invalid value for
 * customerGets.value.discountAmount.amount (invalid decimal 'abc')", as recorded.
 */
function badVariable(error: GraphQLError, variable: string): GraphQLFormattedError {
  const problem = problemOf(error.message);
  const declared = error.nodes?.find((node) => node.kind === Kind.VARIABLE_DEFINITION);
  const type = declared ? ` of type ${print(declared.type)}` : "";
  const place = problem.path.length > 0 ? ` for ${problem.path.join(".")}` : "";
  return {
    message: `Variable $${variable}${type} was provided invalid value${place} (${problem.explanation})`,
    extensions: { code: "INVALID_VARIABLE", problems: [problem] },
  };
}

function problemOf(message: string): { path: (string | number)[]; explanation: string } {
  const [, place = "", words = message] = BAD_VALUE.exec(message) ?? [];
  const path = [...place.matchAll(/\.(\w+)|\[(\d+)\]/g)].map(([, name, index]) =>
    name === undefined ? Number(index) : name,
  );
  const [, missing] = NOT_PROVIDED.exec(message) ?? [];
  if (missing) return { path: [...path, missing], explanation: "Expected value to not be null" };
  const [, unknown, type] = NOT_DEFINED.exec(message) ?? [];
  if (unknown) return { path: [...path, unknown], explanation: `Field is not defined on ${type}` };
  const own = /invalid (\w+) '.*'$/s.exec(words);
  const explanation = own ? own[0].replace(/^invalid \w+/, (kind) => kind.toLowerCase()) : words;
  return { path, explanation };
}
