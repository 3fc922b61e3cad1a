/**
 * Generates the files in `schema/` from the full introspection that Shopify publishes in its npm
 * package `@shopify/dev-mcp`. Run it to add an API version, or after adding to
 * `schema/allow-list.json`:
 *
 *   npm pack @shopify/dev-mcp@1.16.0 && tar xzf shopify-dev-mcp-*.tgz
 *   npx tsx scripts/prune-schema.ts ./package 2026-10 2026-07 functions-discount-2026-10
 *
 * A version gives `schema/admin-<version>.json`. The full schema has 3,546 types. Ours keeps what the
 * allow list names, and everything that those fields need: inputs, enums, scalars, connections,
 * payloads and user errors. The schema of a function API is small and gives a `.graphql` file that
 * lacks nothing but descriptions.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type IntrospectionQuery, printSchema } from "graphql";

interface TypeRef {
  kind: string;
  name: string | null;
  ofType: TypeRef | null;
}
interface InputValue {
  name: string;
  type: TypeRef;
  defaultValue: string | null;
  isDeprecated: boolean;
  deprecationReason: string | null;
  gidTypes: string[] | null;
}
interface Field {
  name: string;
  args: InputValue[];
  type: TypeRef;
  isDeprecated: boolean;
  deprecationReason: string | null;
  requiredAccess: string | null;
}
interface FullType {
  kind: string;
  name: string;
  isOneOf: boolean | null;
  requiredAccess: string | null;
  fields: Field[] | null;
  inputFields: InputValue[] | null;
  interfaces: TypeRef[] | null;
  possibleTypes: TypeRef[] | null;
  enumValues: { name: string; isDeprecated: boolean; deprecationReason: string | null }[] | null;
}
interface AllowList {
  query: string[];
  mutation: string[];
  types: Record<string, "*" | string[]>;
}

const namedType = (ref: TypeRef): string => (ref.ofType ? namedType(ref.ofType) : (ref.name ?? ""));

/** Whether fields of this object, interface or union type may be kept. */
function isAllowedComposite(
  type: FullType,
  byName: Map<string, FullType>,
  allow: AllowList,
): boolean {
  if (type.name in allow.types) return true;
  if (/(Payload|UserError|Error)$/.test(type.name)) return true;
  const node = /^(.*?)(Connection|Edge)$/.exec(type.name)?.[1];
  if (node === undefined) return false;
  const nodeType = byName.get(node);
  // The nodes of a connection of plain values (StringConnection) are scalars.
  return nodeType !== undefined && (nodeType.fields === null || node in allow.types);
}

function pruneTypes(all: FullType[], allow: AllowList): FullType[] {
  const byName = new Map(all.map((type) => [type.name, type]));
  const roots: AllowList["types"] = { QueryRoot: allow.query, Mutation: allow.mutation };

  const mayStay = (name: string): boolean => {
    const type = byName.get(name);
    if (!type) return false;
    if (["SCALAR", "ENUM", "INPUT_OBJECT"].includes(type.kind) || name in roots) return true;
    return isAllowedComposite(type, byName, allow);
  };
  const keptFields = (type: FullType): Field[] => {
    const named = roots[type.name] ?? allow.types[type.name] ?? "*";
    return (type.fields ?? []).filter(
      (field) => (named === "*" || named.includes(field.name)) && mayStay(namedType(field.type)),
    );
  };

  const kept = new Map<string, FullType>();
  const visit = (name: string): void => {
    const type = byName.get(name);
    if (!type || kept.has(name) || !mayStay(name)) return;
    const pruned: FullType = { ...type };
    kept.set(name, pruned);
    pruned.fields = type.fields && keptFields(type);
    pruned.interfaces = type.interfaces?.filter((ref) => mayStay(namedType(ref))) ?? null;
    pruned.possibleTypes = type.possibleTypes?.filter((ref) => mayStay(namedType(ref))) ?? null;
    for (const field of pruned.fields ?? []) {
      visit(namedType(field.type));
      for (const arg of field.args) visit(namedType(arg.type));
    }
    for (const input of pruned.inputFields ?? []) visit(namedType(input.type));
    for (const ref of pruned.interfaces ?? []) visit(namedType(ref));
    // A union keeps its members. An interface doesn't: other kept types implement it.
    if (type.kind === "UNION") for (const ref of pruned.possibleTypes ?? []) visit(namedType(ref));
  };
  visit("QueryRoot");
  visit("Mutation");
  for (const name of Object.keys(allow.types)) {
    visit(name);
  }
  reportUnknownNames(byName, allow);

  for (const type of kept.values()) {
    if (!type.possibleTypes) continue;
    type.possibleTypes = type.possibleTypes.filter((ref) => kept.has(namedType(ref)));
  }
  return dropBrokenInterfaces([...kept.values()], kept);
}

/**
 * Reports unknown names. A misspelled one is missing from every version, not only the older one.
 */
function reportUnknownNames(byName: Map<string, FullType>, allow: AllowList): void {
  const listed = { QueryRoot: allow.query, Mutation: allow.mutation, ...allow.types };
  for (const [name, fields] of Object.entries(listed)) {
    const type = byName.get(name);
    const known = new Set(type?.fields?.map((field) => field.name));
    const missing = typeof fields === "string" ? [] : fields.filter((field) => !known.has(field));
    if (!type) process.stderr.write(`not in this version: ${name}\n`);
    else
      for (const field of missing) process.stderr.write(`not in this version: ${name}.${field}\n`);
  }
}

/** An interface with a field that its implementing type lost would make the schema invalid. */
function dropBrokenInterfaces(types: FullType[], kept: Map<string, FullType>): FullType[] {
  for (const type of types) {
    if (!type.interfaces) continue;
    const own = new Set(type.fields?.map((field) => field.name));
    type.interfaces = type.interfaces.filter((ref) =>
      kept.get(namedType(ref))?.fields?.every((field) => own.has(field.name)),
    );
  }
  for (const type of types) {
    if (type.kind !== "INTERFACE") continue;
    type.possibleTypes = types
      .filter((ref) => ref.kind === "OBJECT")
      .filter((ref) => ref.interfaces?.some((face) => namedType(face) === type.name))
      .map((ref) => ({ kind: "OBJECT", name: ref.name, ofType: null }));
  }
  return types.filter((type) => type.kind !== "INTERFACE" || type.possibleTypes?.length !== 0);
}

const slimInput = (input: InputValue) => ({
  name: input.name,
  type: input.type,
  defaultValue: input.defaultValue,
  ...(input.isDeprecated && { isDeprecated: true, deprecationReason: input.deprecationReason }),
  ...(input.gidTypes && { gidTypes: input.gidTypes }),
});

/** Drops descriptions and empty fields, because people read this file in diffs. */
const slimType = (type: FullType) => ({
  kind: type.kind,
  name: type.name,
  ...(type.requiredAccess && { requiredAccess: type.requiredAccess }),
  ...(type.isOneOf && { isOneOf: true }),
  fields:
    type.fields?.map((field) => ({
      name: field.name,
      args: field.args.map(slimInput),
      type: field.type,
      ...(field.isDeprecated && { isDeprecated: true, deprecationReason: field.deprecationReason }),
      ...(field.requiredAccess && { requiredAccess: field.requiredAccess }),
    })) ?? null,
  inputFields: type.inputFields?.map(slimInput) ?? null,
  interfaces: type.interfaces,
  enumValues:
    type.enumValues?.map((value) => ({
      name: value.name,
      ...(value.isDeprecated && { isDeprecated: true, deprecationReason: value.deprecationReason }),
    })) ?? null,
  possibleTypes: type.possibleTypes,
});

const readIntrospection = (packageFolder: string, name: string) =>
  JSON.parse(gunzipSync(readFileSync(join(packageFolder, "dist", "data", name))).toString("utf8"))
    .data;

/** `functions-discount-2026-10` is `functions_discount_2026-10.json.gz` in the package. */
function writeFunctionSchema(packageFolder: string, name: string): void {
  const [kind, target, ...version] = name.split("-");
  const full = readIntrospection(packageFolder, `${kind}_${target}_${version.join("-")}.json.gz`);
  const bare = JSON.parse(
    JSON.stringify(full, (key, value) => (key === "description" ? null : value)),
  );
  const text = `${printSchema(buildClientSchema(bare))}\n`;
  writeFileSync(`schema/${name}.graphql`, text);
  process.stdout.write(`${name}: ${Math.round(text.length / 1024)} kB\n`);
}

function pruneSchema(packageFolder: string, version: string): void {
  const full = readIntrospection(packageFolder, `admin_${version}.json.gz`).__schema;
  const allow: AllowList = JSON.parse(readFileSync("schema/allow-list.json", "utf8"));
  const types = pruneTypes(full.types, allow)
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(slimType);
  const head = {
    queryType: { name: "QueryRoot" },
    mutationType: { name: "Mutation" },
    subscriptionType: null,
    directives: full.directives.map(
      (directive: FullType & { args: InputValue[]; locations: string[] }) => ({
        name: directive.name,
        locations: directive.locations,
        args: directive.args.map(slimInput),
      }),
    ),
  };
  // One type per line, so a new API version shows up as a diff of types.
  const text = `{"__schema":{${JSON.stringify(head).slice(1, -1)},"types":[\n${types
    .map((type) => JSON.stringify(type))
    .join(",\n")}\n]}}\n`;
  buildClientSchema(JSON.parse(text) as IntrospectionQuery);
  writeFileSync(`schema/admin-${version}.json`, text);
  process.stdout.write(`${version}: ${types.length} types, ${Math.round(text.length / 1024)} kB\n`);
}

const [packageFolder, ...names] = process.argv.slice(2);
if (!packageFolder || names.length === 0) {
  process.stderr.write("Usage: tsx scripts/prune-schema.ts <unpacked package> <name>…\n");
  process.exit(1);
}
for (const name of names) {
  if (name.startsWith("functions-")) writeFunctionSchema(packageFolder, name);
  else pruneSchema(packageFolder, name);
}
