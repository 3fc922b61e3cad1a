import {
  GraphQLError,
  GraphQLInt,
  GraphQLScalarType,
  type GraphQLSchema,
  Kind,
  type ValueNode,
} from "graphql";

const ISO_TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;
const WHOLE = /^\d+$/;

const accepts: Record<string, (value: unknown) => boolean> = {
  DateTime: (value) => typeof value === "string" && ISO_TIME.test(value),
  Decimal: (value) => DECIMAL.test(String(value)),
  Money: (value) => DECIMAL.test(String(value)),
  UnsignedInt64: (value) => WHOLE.test(String(value)),
  URL: (value) => typeof value === "string" && URL.canParse(value),
};

/** Adds validation to Shopify's custom scalars, which a schema from introspection doesn't have. */
export function strictScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, fits] of Object.entries(accepts)) {
    const scalar = schema.getType(name);
    if (!(scalar instanceof GraphQLScalarType)) continue;
    const parse = (value: unknown): unknown => {
      if (fits(value)) return value;
      throw new GraphQLError(`invalid ${name} '${String(value)}'`);
    };
    scalar.parseValue = parse;
    scalar.parseLiteral = (node: ValueNode) => parse(literal(node));
  }
  return schema;
}

/**
 * Shopify's `Int` accepts numbers beyond 32 bits and lets the mutation reject them (recorded for
 * `usageLimit`). graphql-js shares one `Int` between all schemas, so this changes it globally.
 */
const within32Bits = GraphQLInt.parseValue;
GraphQLInt.parseValue = (value) =>
  Number.isSafeInteger(value) ? (value as number) : within32Bits(value);
GraphQLInt.serialize = (value) => {
  if (Number.isSafeInteger(Number(value))) return Number(value);
  throw new GraphQLError(`Int cannot represent ${String(value)}`);
};

const literal = (node: ValueNode): unknown =>
  node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT
    ? node.value
    : undefined;
