import { GraphQLError, type GraphQLFieldResolver, type GraphQLTypeResolver } from "graphql";
import type { GraphqlContext } from "./context";
import { linkedFields } from "./linked-fields";
import { refuseWithoutAccess } from "./refuse-without-access";
import { refuseWrongIds } from "./refuse-wrong-ids";
import { mutationFields, queryFields } from "./root-fields";

const rootFields: Readonly<Record<string, typeof queryFields>> = {
  QueryRoot: queryFields,
  Mutation: mutationFields,
};

/** Resolves every field of the schema: root fields through the features, others from their objects. */
export const resolveField: GraphQLFieldResolver<Record<string, unknown>, GraphqlContext> = (
  source,
  args,
  context,
  info,
) => {
  refuseWithoutAccess(context, info);
  refuseWrongIds(context, info, args);
  const root = rootFields[info.parentType.name]?.[info.fieldName];
  if (root) return root(args, context);
  const value = source?.[info.fieldName];
  const linked = linkedFields[info.parentType.name]?.[info.fieldName];
  if (value === undefined && linked) return linked(source, args, context);
  if (value === undefined) {
    throw new GraphQLError(
      `The sandbox doesn't support ${info.parentType.name}.${info.fieldName} yet`,
      { extensions: { code: "SANDBOX_DOES_NOT_ANSWER" } },
    );
  }
  return typeof value === "function" ? value(args, context) : value;
};

export const resolveType: GraphQLTypeResolver<{ __typename: string }, GraphqlContext> = (value) =>
  value.__typename;
