import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  type TypeNode,
  typeFromAST,
} from "graphql";
import { scalarType } from "./scalar-type";

/** Prints the variable types of operations, and collects the input objects they need. */
export class VariableTypes {
  readonly inputs = new Map<string, string>();

  constructor(private readonly schema: GraphQLSchema) {}

  of(operation: OperationDefinitionNode): string {
    const printed = (operation.variableDefinitions ?? []).map(
      ({ variable, type, defaultValue }) => {
        const input = typeFromAST(this.schema, type as TypeNode) as GraphQLInputType | undefined;
        if (!input) throw new Error(`$${variable.name.value} is of no known type`);
        return this.#property(variable.name.value, input, defaultValue !== undefined);
      },
    );
    return `{ ${printed.join("; ")} }`;
  }

  #property(name: string, type: GraphQLInputType, hasDefault: boolean): string {
    if (isNonNullType(type) && !hasDefault) return `${name}: ${this.#bare(type.ofType)}`;
    const optional = isNonNullType(type) ? this.#bare(type.ofType) : `${this.#bare(type)} | null`;
    return `${name}?: ${optional} | undefined`;
  }

  #bare(type: GraphQLInputType): string {
    if (isNonNullType(type)) return this.#bare(type.ofType);
    if (isListType(type)) return `ReadonlyArray<${this.#bare(type.ofType)}>`;
    const named = getNamedType(type);
    if (isEnumType(named)) {
      return named
        .getValues()
        .map(({ name }) => `"${name}"`)
        .join(" | ");
    }
    if (!isInputObjectType(named)) return scalarType(named.name);
    if (!this.inputs.has(named.name)) {
      this.inputs.set(named.name, "");
      const fields = Object.values(named.getFields()).map((field) =>
        this.#property(field.name, field.type, field.defaultValue !== undefined),
      );
      this.inputs.set(named.name, `{ ${fields.join("; ")} }`);
    }
    return `ShopifyInput${named.name}`;
  }
}
