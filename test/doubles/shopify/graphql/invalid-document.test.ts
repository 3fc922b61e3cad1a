import { expect, test } from "vitest";
import { ask, stillSandbox } from "./ask-for-test";

const sandbox = stillSandbox("small");
const refusal = async (query: string) => (await ask(sandbox, query)).errors?.[0];

test.each([
  [
    "an unknown argument",
    "query Named { shop(x: 1) { name } }",
    "Field 'shop' doesn't accept argument 'x'",
    ["query Named", "shop", "x"],
    { code: "argumentNotAccepted", name: "shop", typeName: "Field", argumentName: "x" },
  ],
  [
    "an unknown input field",
    'mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: []) { node { id } } a: customerCreate(input: { colour: 1 }) { customer { id } } }',
    "InputObject 'CustomerInput' doesn't accept argument 'colour'",
    ["mutation", "a", "input", "colour"],
    {
      code: "argumentNotAccepted",
      name: "CustomerInput",
      typeName: "InputObject",
      argumentName: "colour",
    },
  ],
  [
    "a value of the wrong type",
    '{ products(first: "ten") { nodes { id } } }',
    "Argument 'first' on Field 'products' has an invalid value (\"ten\"). Expected type 'Int'.",
    ["query", "products", "first"],
    { code: "argumentLiteralsIncompatible", typeName: "Field", argumentName: "first" },
  ],
  [
    "an unknown enum value",
    "{ products(first: 1, sortKey: COLOUR) { nodes { id } } }",
    "Argument 'sortKey' on Field 'products' has an invalid value (COLOUR). Expected type 'ProductSortKeys'.",
    ["query", "products", "sortKey"],
    { code: "argumentLiteralsIncompatible", typeName: "Field", argumentName: "sortKey" },
  ],
  [
    "an input field of the wrong type",
    "mutation { customerCreate(input: { email: 5 }) { customer { id } } }",
    "Argument 'email' on InputObject 'CustomerInput' has an invalid value (5). Expected type 'String'.",
    ["mutation", "customerCreate", "input", "email"],
    { code: "argumentLiteralsIncompatible", typeName: "InputObject", argumentName: "email" },
  ],
  [
    "a field without required arguments",
    "mutation { tagsAdd { node { id } } }",
    "Field 'tagsAdd' is missing required arguments: id, tags",
    ["mutation", "tagsAdd"],
    {
      code: "missingRequiredArguments",
      className: "Field",
      name: "tagsAdd",
      arguments: "id, tags",
    },
  ],
  [
    "an object without selections",
    "{ shop }",
    "Field must have selections (field 'shop' returns Shop but has no selections. Did you mean 'shop { ... }'?)",
    ["query", "shop"],
    { code: "selectionMismatch", nodeName: "field 'shop'", typeName: "Shop" },
  ],
  [
    "a scalar with selections",
    "{ shop { name { first } } }",
    "Selections can't be made on scalars (field 'name' returns String but has selections [\"first\"])",
    ["query", "shop", "name"],
    { code: "selectionMismatch", nodeName: "field 'name'", typeName: "String" },
  ],
  [
    "an undeclared variable",
    "query { product(id: $id) { id } }",
    "Variable $id is used by anonymous query but not declared",
    ["query", "product", "id"],
    { code: "variableNotDefined", variableName: "id" },
  ],
  [
    "an unused variable",
    "query Named($id: ID!) { shop { name } }",
    "Variable $id is declared by Named but not used",
    ["query Named"],
    { code: "variableNotUsed", variableName: "id" },
  ],
  [
    "a variable of the wrong type",
    "query ($id: ID) { product(id: $id) { ... on Product { id } } }",
    "Nullability mismatch on variable $id and argument id (ID / ID!)",
    ["query", "product", "id"],
    {
      code: "variableMismatch",
      variableName: "id",
      typeName: "ID",
      argumentName: "id",
      errorMessage: "Nullability mismatch",
    },
  ],
  [
    "an undefined fragment",
    "{ shop { ...Parts } }",
    "Fragment Parts was used, but not defined",
    ["query", "shop", "... Parts"],
    { code: "useAndDefineFragment", fragmentName: "Parts" },
  ],
  [
    "an unknown field within fragments",
    "{ ...A } fragment A on QueryRoot { node(id: 1) { ... on Product { colour } } }",
    "Field 'colour' doesn't exist on type 'Product'",
    ["fragment A", "node", "... on Product", "colour"],
    { code: "undefinedField", typeName: "Product", fieldName: "colour" },
  ],
])(
  "a document is rejected for %s, with code and path",
  async (_name, query, message, path, extensions) => {
    expect(await refusal(query)).toMatchObject({ message, path, extensions });
  },
);

test("a syntax error is reported with its location", async () => {
  expect(await refusal("{ shop {")).toEqual({
    message: expect.stringContaining("Syntax Error"),
    locations: [{ line: 1, column: 9 }],
    extensions: { code: "PARSE_ERROR" },
  });
});
