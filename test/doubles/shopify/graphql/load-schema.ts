import { readFileSync } from "node:fs";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";
import { strictScalars } from "./strict-scalars";

/** A version of the Admin API: its types, and Shopify's annotations about access and IDs. */
export interface AdminSchema {
  version: string;
  schema: GraphQLSchema;
  /** `Type` or `Type.field` → Shopify's description of the required access. */
  requiredAccess: Map<string, string>;
  /** `Type.field.argument` or `Input.field` → the accepted types of IDs. */
  gidTypes: Map<string, string[]>;
}

interface AnnotatedInput {
  name: string;
  gidTypes?: string[];
}
interface AnnotatedType {
  name: string;
  requiredAccess?: string;
  fields: { name: string; requiredAccess?: string; args: AnnotatedInput[] }[] | null;
  inputFields: AnnotatedInput[] | null;
}

const API_VERSIONS = ["2026-10", "2026-07"] as const;

const loaded = new Map<string, AdminSchema>();

export function loadSchema(version: string): AdminSchema | undefined {
  if (!API_VERSIONS.some((known) => known === version)) return undefined;
  const known = loaded.get(version);
  if (known) return known;
  const file = new URL(`../../../../schema/admin-${version}.json`, import.meta.url);
  const introspection = JSON.parse(readFileSync(file, "utf8")) as IntrospectionQuery;
  const admin: AdminSchema = {
    version,
    schema: strictScalars(buildClientSchema(introspection)),
    ...annotations(introspection.__schema.types as unknown as AnnotatedType[]),
  };
  loaded.set(version, admin);
  return admin;
}

function annotations(types: AnnotatedType[]): Pick<AdminSchema, "requiredAccess" | "gidTypes"> {
  const requiredAccess = new Map<string, string>();
  const gidTypes = new Map<string, string[]>();
  for (const type of types) {
    if (type.requiredAccess) requiredAccess.set(type.name, type.requiredAccess);
    for (const input of type.inputFields ?? []) {
      if (input.gidTypes) gidTypes.set(`${type.name}.${input.name}`, input.gidTypes);
    }
    for (const field of type.fields ?? []) {
      const path = `${type.name}.${field.name}`;
      if (field.requiredAccess) requiredAccess.set(path, field.requiredAccess);
      for (const arg of field.args) {
        if (arg.gidTypes) gidTypes.set(`${path}.${arg.name}`, arg.gidTypes);
      }
    }
  }
  return { requiredAccess, gidTypes };
}
