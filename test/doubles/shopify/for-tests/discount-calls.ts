import type { AdminApi, UserError } from "./admin-api";

export const userErrors = "userErrors { field message code extraInfo }";

/** The input for a basic discount. */
const basicInput = (more: object = {}) => ({
  title: "Ten percent",
  code: "TEN",
  startsAt: "2026-01-01T00:00:00Z",
  context: { all: "ALL" },
  customerGets: { value: { percentage: 0.1 }, items: { all: true } },
  ...more,
});

interface Payload {
  codeDiscountNode: { id: string; codeDiscount: Record<string, unknown> } | null;
  userErrors: UserError[];
}

export const createBasic = (api: AdminApi, more: object = {}): Promise<Payload> =>
  api.field(
    "discountCodeBasicCreate",
    `mutation ($input: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $input) {
      codeDiscountNode { id codeDiscount { ... on DiscountCodeBasic { title status codes(first: 5) { nodes { id code } } } } }
      ${userErrors} } }`,
    { input: basicInput(more) },
  );

/** Creates a discount and returns its ID. */
export async function newDiscount(api: AdminApi, more: object = {}): Promise<string> {
  const { codeDiscountNode, userErrors: errors } = await createBasic(api, more);
  if (!codeDiscountNode) throw new Error(errors[0]?.message);
  return codeDiscountNode.id;
}

export interface Creation {
  id: string;
  done: boolean;
  codesCount: number;
  importedCount: number;
  failedCount: number;
  codes: {
    nodes: { code: string; errors: UserError[]; discountRedeemCode: { id: string } | null }[];
  };
}

const creationFields = `id done codesCount importedCount failedCount
  codes(first: 250) { nodes { code errors { field message code } discountRedeemCode { id code } } }`;

export const bulkAdd = (
  api: AdminApi,
  discountId: string,
  codes: readonly string[],
): Promise<{ bulkCreation: Creation | null; userErrors: UserError[] }> =>
  api.field(
    "discountRedeemCodeBulkAdd",
    `mutation ($discountId: ID!, $codes: [DiscountRedeemCodeInput!]!) {
      discountRedeemCodeBulkAdd(discountId: $discountId, codes: $codes) {
        bulkCreation { ${creationFields} } ${userErrors} } }`,
    { discountId, codes: codes.map((code) => ({ code })) },
  );

/** Starts a bulk creation and returns its ID. */
export async function addCodes(
  api: AdminApi,
  discountId: string,
  codes: readonly string[],
): Promise<string> {
  const { bulkCreation, userErrors: errors } = await bulkAdd(api, discountId, codes);
  if (!bulkCreation) throw new Error(errors[0]?.message);
  return bulkCreation.id;
}

export const readCreation = (api: AdminApi, id: string): Promise<Creation> =>
  api.field(
    "discountRedeemCodeBulkCreation",
    `query ($id: ID!) { discountRedeemCodeBulkCreation(id: $id) { ${creationFields} } }`,
    { id },
  );

/** Reads all pages of a basic discount's codes. */
export async function allCodes(
  api: AdminApi,
  id: string,
  more: { query?: string; first?: number; reverse?: boolean } = {},
): Promise<{ id: string; code: string }[]> {
  const found: { id: string; code: string }[] = [];
  for (let after: string | null = null, next = true; next; ) {
    const node: CodesNode = await api.field(
      "codeDiscountNode",
      `query ($id: ID!, $first: Int, $after: String, $query: String, $reverse: Boolean) { codeDiscountNode(id: $id) { codeDiscount { ... on DiscountCodeBasic {
        codes(first: $first, after: $after, query: $query, reverse: $reverse) { nodes { id code } pageInfo { hasNextPage endCursor } } } } } }`,
      { id, first: 250, after, ...more },
    );
    const { nodes, pageInfo } = node.codeDiscount.codes;
    found.push(...nodes);
    after = pageInfo.endCursor;
    next = pageInfo.hasNextPage;
  }
  return found;
}

interface CodesNode {
  codeDiscount: {
    codes: {
      nodes: { id: string; code: string }[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  };
}

export const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_none, at) => `${prefix}-${at}`);
