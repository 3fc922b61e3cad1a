import { type ASTNode, BREAK, type DocumentNode, Kind, visit } from "graphql";

/**
 * The path of a part of a document in Shopify's format, with the names in the response:
 * `["query Products", "products", "first"]`.
 */
export function documentPath(document: DocumentNode, target: ASTNode): string[] {
  const path: string[] = [];
  let found: string[] = [];
  visit(document, {
    enter(node) {
      const name = nameOf(node);
      if (name !== undefined) path.push(name);
      if (node !== target) return undefined;
      found = [...path];
      return BREAK;
    },
    leave(node) {
      if (nameOf(node) !== undefined) path.pop();
    },
  });
  return found;
}

function nameOf(node: ASTNode): string | undefined {
  switch (node.kind) {
    case Kind.OPERATION_DEFINITION:
      return [node.operation, ...(node.name ? [node.name.value] : [])].join(" ");
    case Kind.FRAGMENT_DEFINITION:
      return `fragment ${node.name.value}`;
    case Kind.INLINE_FRAGMENT:
      return node.typeCondition ? `... on ${node.typeCondition.name.value}` : "...";
    case Kind.FRAGMENT_SPREAD:
      return `... ${node.name.value}`;
    case Kind.FIELD:
      return (node.alias ?? node.name).value;
    case Kind.ARGUMENT:
    case Kind.OBJECT_FIELD:
      return node.name.value;
    default:
      return undefined;
  }
}
