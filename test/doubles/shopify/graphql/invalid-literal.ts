import {
  type ArgumentNode,
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type ObjectFieldNode,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** The argument or input field of a literal value. */
interface Supplied {
  node: ArgumentNode | ObjectFieldNode;
  /** The expected type, such as `[ID!]!`. */
  expected: string;
  typeName: "Field" | "Directive" | "InputObject";
  /** The name of the field, directive or input. */
  ownerName: string;
}

/** Shopify's error for a literal value of the wrong type. */
export function invalidLiteral(schema: GraphQLSchema, document: DocumentNode, value: ASTNode) {
  const supplied = suppliedTo(schema, document, value);
  if (!supplied) return undefined;
  const { node, expected, typeName, ownerName } = supplied;
  const argumentName = node.name.value;
  return {
    message: `Argument '${argumentName}' on ${typeName} '${ownerName}' has an invalid value (${print(node.value)}). Expected type '${expected}'.`,
    extensions: { code: "argumentLiteralsIncompatible", typeName, argumentName },
    at: node,
  };
}

function suppliedTo(
  schema: GraphQLSchema,
  document: DocumentNode,
  value: ASTNode,
): Supplied | undefined {
  const types = new TypeInfo(schema);
  const open: Supplied[] = [];
  let found: Supplied | undefined;
  visit(
    document,
    visitWithTypeInfo(types, {
      enter(node) {
        if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD)
          open.push({ node, expected: String(types.getInputType()), ...ownerOf(types, node) });
        if (node === value) found = open.at(-1);
      },
      leave(node) {
        if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) open.pop();
      },
    }),
  );
  return found;
}

function ownerOf(
  types: TypeInfo,
  node: ArgumentNode | ObjectFieldNode,
): Pick<Supplied, "typeName" | "ownerName"> {
  if (node.kind === Kind.OBJECT_FIELD) {
    const input = String(types.getParentInputType());
    return { typeName: "InputObject", ownerName: input.replace(/[[\]!]/g, "") };
  }
  const directive = types.getDirective();
  return directive
    ? { typeName: "Directive", ownerName: directive.name }
    : { typeName: "Field", ownerName: types.getFieldDef()?.name ?? "" };
}
