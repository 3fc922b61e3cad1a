import { GraphQLError, type GraphQLResolveInfo, getNamedType } from "graphql";
import type { GraphqlContext } from "./context";
import type { AdminSchema } from "./load-schema";

/** Rejects a field with Shopify's message if the caller's token lacks the scope. */
export function refuseWithoutAccess(context: GraphqlContext, info: GraphQLResolveInfo): void {
  const required = requiredAccess(context.admin, info);
  const error = accessError(context, info.fieldName, required, info.parentType.name === "Mutation");
  if (error) throw error;
}

/** The access error for an object whose type is known only after loading, as in `node(id:)`. */
export const typeAccessError = (
  context: GraphqlContext,
  field: string,
  type: string,
): GraphQLError | undefined =>
  accessError(context, field, context.admin.requiredAccess.get(type), false);

function accessError(
  context: GraphqlContext,
  field: string,
  required: string | undefined,
  writes: boolean,
): GraphQLError | undefined {
  if (!required) return undefined;
  const scopes = scopesNamed(required, writes);
  if (scopes.length === 0 || scopes.some((scope) => context.scopes.has(scope))) return undefined;
  return new GraphQLError(`Access denied for ${field} field. Required access: ${required}`, {
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess: required,
    },
  });
}

function requiredAccess(admin: AdminSchema, info: GraphQLResolveInfo): string | undefined {
  const own = admin.requiredAccess.get(`${info.parentType.name}.${info.fieldName}`);
  if (own) return own;
  const returned = getNamedType(info.returnType).name;
  // A connection requires the access of its nodes.
  return admin.requiredAccess.get(returned.replace(/Connection$/, ""));
}

/**
 * The scopes in a description such as "`read_orders` access scope or `read_quick_sale` access scope.
 * Also: The user must …". Any of them is sufficient. The part after "Also" is about staff permissions,
 * and the sandbox's only staff member owns the shop.
 */
function scopesNamed(sentence: string, writes: boolean): string[] {
  const [main = ""] = sentence.split("Also:");
  return [...main.matchAll(/`([a-z_]+)`(?= access scope| scope)/g)].map(([, name = ""]) => {
    if (/^(read|write)_/.test(name)) return name;
    return `${writes ? "write" : "read"}_${name}`;
  });
}
