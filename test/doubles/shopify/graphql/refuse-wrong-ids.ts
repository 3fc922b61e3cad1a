import {
  GraphQLError,
  type GraphQLInputType,
  type GraphQLResolveInfo,
  getNamedType,
  isAbstractType,
  isInputObjectType,
} from "graphql";
import { parseGid } from "../shops/gid";
import type { Args, GraphqlContext } from "./context";

// Recorded: the ID of an automatic discount is a user error here, like an unknown ID.
const ANSWERED_BY_THE_FIELD = new Set([
  "Mutation.discountRedeemCodeBulkAdd.discountId",
  "Mutation.discountCodeRedeemCodeBulkDelete.discountId",
]);

// Recorded: IDs of both methods are accepted here, although the schema names neither.
const ALSO_TAKEN: Readonly<Record<string, readonly string[]>> = {
  "QueryRoot.discountNode.id": ["DiscountCodeNode", "DiscountAutomaticNode"],
};

/** Rejects IDs of the wrong type, whatever their number. */
export function refuseWrongIds(
  context: GraphqlContext,
  info: GraphQLResolveInfo,
  args: Args,
): void {
  const field = info.parentType.getFields()[info.fieldName];
  for (const arg of field?.args ?? []) {
    const path = `${info.parentType.name}.${info.fieldName}.${arg.name}`;
    if (ANSWERED_BY_THE_FIELD.has(path)) continue;
    checkValue(context, path, arg.type, args[arg.name]);
  }
}

function checkValue(
  context: GraphqlContext,
  path: string,
  type: GraphQLInputType,
  value: unknown,
): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const one of value) checkValue(context, path, type, one);
    return;
  }
  const named = getNamedType(type);
  if (isInputObjectType(named)) {
    for (const input of Object.values(named.getFields())) {
      const inner = (value as Args)[input.name];
      checkValue(context, `${named.name}.${input.name}`, input.type, inner);
    }
    return;
  }
  const published = context.admin.gidTypes.get(path);
  const kinds = published && [...published, ...(ALSO_TAKEN[path] ?? [])];
  if (kinds && typeof value === "string" && !isOfKind(context, value, kinds)) {
    throw new GraphQLError(`Invalid id: ${value}`, { extensions: { code: "RESOURCE_NOT_FOUND" } });
  }
}

function isOfKind(context: GraphqlContext, id: string, kinds: readonly string[]): boolean {
  const { schema } = context.admin;
  const kind = parseGid(id)?.type;
  return kinds.some((name) => {
    const type = schema.getType(name);
    // `Node` and `HasMetafields` accept every type that implements them.
    if (type && isAbstractType(type)) {
      return schema.getPossibleTypes(type).some((possible) => possible.name === kind);
    }
    return name === kind;
  });
}
