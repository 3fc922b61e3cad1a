import { GraphQLError, type GraphQLFieldResolver } from "graphql";

/** A field's arguments. */
type Args = Readonly<Record<string, unknown>>;

/** An object of a function's input: plain values, and functions of a field's arguments. */
export interface Source {
  readonly [field: string]: Source | readonly Source[] | Plain | ((args: Args) => SourceValue);
}

type Plain = string | number | boolean | null | readonly string[] | object;
type SourceValue = Source | readonly Source[] | Plain;

/** Resolves a field from its source. A field without one is an error, instead of being null. */
export const resolveFromSource: GraphQLFieldResolver<Source, unknown> = (
  source,
  args,
  _context,
  { fieldName, parentType },
) => {
  if (!(fieldName in source)) {
    throw new GraphQLError(`The sandbox doesn't support ${parentType.name}.${fieldName} yet`);
  }
  const value = source[fieldName];
  return typeof value === "function" ? value(args) : value;
};
