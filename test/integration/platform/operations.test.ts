import { readFileSync } from "node:fs";
import {
  type DocumentNode,
  getNamedType,
  Kind,
  NoDeprecatedCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { parse as parseToml } from "smol-toml";
import { describe, expect, it } from "vitest";
import { findOperations } from "../../../scripts/find-operations";
import {
  type AdminSchema,
  impliedScopes,
  loadSchema,
  queryCost,
} from "../../doubles/shopify/index";

const operations = findOperations().map(({ text, cost }) => ({
  name: /(?:query|mutation)\s+(\w+)/.exec(text)?.[1] ?? text,
  document: parse(text),
  cost,
}));
const { access_scopes } = parseToml(readFileSync("shopify.app.toml", "utf8")) as {
  access_scopes: { scopes: string };
};
const scopes = impliedScopes(access_scopes.scopes.split(","));

const schema = (version: string): AdminSchema => {
  const admin = loadSchema(version);
  if (!admin) throw new Error(`There is no schema ${version}`);
  return admin;
};

describe("the app's GraphQL operations", () => {
  it("have unique names", () => {
    const names = operations.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(15);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(
    ["2026-10", "2026-07"].flatMap((version) =>
      operations.map((operation) => ({ version, ...operation })),
    ),
  )("are valid in $version: $name", ({ version, document }) => {
    const rules = [...specifiedRules, NoDeprecatedCustomRule];
    expect(validate(schema(version).schema, document, rules)).toEqual([]);
  });

  it.each(operations)("need no scope the app doesn't have: $name", ({ document }) => {
    const admin = schema("2026-10");
    const sentences = accessOf(admin, document);
    expect(sentences.filter((sentence) => !isGranted(sentence))).toEqual([]);
  });

  it("are checked for missing scopes", () => {
    const document = parse("{ discountNodes(first: 1) { nodes { id } } draftOrder(id: 1) { id } }");
    const refused = accessOf(schema("2026-10"), document).filter((one) => !isGranted(one));
    expect(refused.join()).toContain("read_draft_orders");
  });

  it.each(operations)("cost what they declare: $name", ({ document, cost }) => {
    const operation = document.definitions.find(
      (definition): definition is OperationDefinitionNode =>
        definition.kind === Kind.OPERATION_DEFINITION,
    );
    if (!operation) throw new Error("No operation");
    // The largest page size that Shopify allows.
    const variables = Object.fromEntries(
      (operation.variableDefinitions ?? []).map(({ variable }) => [variable.name.value, 250]),
    );
    const requested = queryCost(schema("2026-10").schema, { document, operation, variables });
    expect(cost).toBe(requested);
  });
});

/** Shopify's descriptions of the access required for the fields and types of a document. */
function accessOf({ schema, requiredAccess }: AdminSchema, document: DocumentNode): string[] {
  const sentences = new Set<string | undefined>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      enter: (node) => {
        const returned = types.getType();
        const type = returned ? getNamedType(returned).name : "";
        sentences.add(requiredAccess.get(type.replace(/Connection$/, "")));
        if (node.kind !== Kind.FIELD) return;
        sentences.add(requiredAccess.get(`${types.getParentType()?.name}.${node.name.value}`));
      },
    }),
  );
  return [...sentences].filter((sentence) => sentence !== undefined);
}

/**
 * Any of the named scopes is sufficient. What follows "Also" is about users, not apps. Metafields
 * need the scope of what they belong to, which the operation doesn't tell.
 */
function isGranted(sentence: string): boolean {
  if (sentence.startsWith("the same access level needed to mutate the owner resource")) return true;
  if (sentence.startsWith("access defined by each metafield input")) return true;
  const [main = ""] = sentence.split("Also:");
  const named = [...main.matchAll(/`([a-z_]+)`/g)].map(([, scope = ""]) => scope);
  return named.some((scope) => scopes.has(scope));
}
