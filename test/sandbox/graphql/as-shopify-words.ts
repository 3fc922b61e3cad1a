import type { GraphQLError, GraphQLFormattedError } from "graphql";

const UNKNOWN_FIELD = /^Cannot query field "(\w+)" on type "(\w+)"/;
const BAD_VARIABLE = /^Variable "\$(\w+)"/;

/** The refusals an app meets most, as Shopify's own server words them; the rest as graphql-js. */
export function asShopifyWords(error: GraphQLError): GraphQLFormattedError {
  const { locations } = error.toJSON();
  const where = locations ? { locations } : {};
  const [, fieldName, typeName] = UNKNOWN_FIELD.exec(error.message) ?? [];
  if (fieldName && typeName) {
    return {
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
      ...where,
      extensions: { code: "undefinedField", typeName, fieldName },
    };
  }
  const [, variable] = BAD_VARIABLE.exec(error.message) ?? [];
  if (variable) {
    return {
      message: `Variable $${variable} was provided invalid value`,
      ...where,
      extensions: {
        code: "INVALID_VARIABLE",
        problems: [{ path: [], explanation: error.message }],
      },
    };
  }
  return { message: error.message, ...where };
}
