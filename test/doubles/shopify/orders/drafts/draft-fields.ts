import { GraphQLError } from "graphql";
import { connection } from "../../graphql/connection";
import type { Args, GraphqlContext, ResponseObject, RootField } from "../../graphql/context";
import { type SearchTerms, timeOf, wholeText } from "../../graphql/search-items";
import type { SortKeys } from "../../graphql/sort-items";
import { parseGid } from "../../shops/gid";
import { plainId } from "../actions/find-line";
import type { OrderRequest } from "../actions/order-request";
import { userError } from "../graphql/order-mutations";
import type { DraftOrder } from "../order";
import { completeDraft, createDraft, type Drafted } from "./draft-actions";
import { draftStatus, presentDraft } from "./present-draft";

const sortKeys: SortKeys<DraftOrder> = {
  NUMBER: ({ number }) => number,
  UPDATED_AT: ({ updatedAt }) => updatedAt,
};

const search: SearchTerms<DraftOrder> = {
  status: wholeText((draft) => [draftStatus(draft)]),
  created_at: timeOf(({ createdAt }) => createdAt),
  updated_at: timeOf(({ updatedAt }) => updatedAt),
};

export const draftFields: Readonly<Record<string, RootField>> = {
  draftOrder: ({ id }, context) => {
    const draft = findDraft(context, id);
    return draft ? presentDraft(context, draft) : null;
  },
  draftOrders: (args, context) =>
    connection(args, {
      type: "DraftOrder",
      items: Object.values(context.shop.draftOrders),
      present: (draft) => presentDraft(context, draft),
      sortKeys,
      search,
    }),
};

const findDraft = ({ shop }: GraphqlContext, id: unknown): DraftOrder | undefined =>
  shop.draftOrders[parseGid(String(id))?.number ?? ""];

const payload = (type: string, context: GraphqlContext, drafted: Drafted): ResponseObject => ({
  __typename: type,
  draftOrder: () => (drafted.ok ? presentDraft(context, drafted.draft) : null),
  userErrors: drafted.ok ? [] : [userError(null, drafted.message)],
});

export const draftMutations: Readonly<Record<string, RootField>> = {
  draftOrderCreate: (args, context) => {
    const request = readDraft(args["input"] as Args);
    const drafted = createDraft(context.sandbox, context.shop, request);
    return payload("DraftOrderCreatePayload", context, drafted);
  },
  draftOrderComplete: (args, context) => {
    const draft = findDraft(context, args["id"]);
    const drafted: Drafted = draft
      ? completeDraft(context.sandbox, context.shop, draft, {
          paid: args["paymentPending"] !== true,
          sourceName: String(args["sourceName"] ?? "shopify_draft_order"),
        })
      : { ok: false, message: "Draft order does not exist" };
    return payload("DraftOrderCompletePayload", context, drafted);
  },
  draftOrderDelete: (args, context) => {
    const id = (args["input"] as Args)["id"];
    const draft = findDraft(context, id);
    if (draft) delete context.shop.draftOrders[draft.id];
    return {
      __typename: "DraftOrderDeletePayload",
      deletedId: draft ? id : null,
      userErrors: draft ? [] : [userError(["id"], "Draft order does not exist")],
    };
  },
};

// Supported input fields. Others are rejected instead of ignored.
const READ = ["lineItems", "customerId", "email", "note", "tags", "discountCodes"];
const READ_OF_LINE = ["variantId", "title", "quantity", "originalUnitPrice", "sku"];

function refuseOthers(input: Args, known: readonly string[]): void {
  const other = Object.keys(input).find((name) => input[name] != null && !known.includes(name));
  if (other === undefined) return;
  throw new GraphQLError(`The sandbox doesn't support ${other} of a draft order yet`, {
    extensions: { code: "SANDBOX_DOES_NOT_ANSWER" },
  });
}

function readDraft(input: Args): OrderRequest {
  refuseOthers(input, READ);
  const text = (name: string): string | null =>
    typeof input[name] === "string" ? String(input[name]) : null;
  const customerId = text("customerId");
  const note = text("note");
  return {
    lines: ((input["lineItems"] ?? []) as Args[]).map((line) => {
      refuseOthers(line, READ_OF_LINE);
      const { variantId, title, originalUnitPrice } = line;
      return {
        ...(variantId ? { variantId: String(variantId) } : { title: String(title ?? "") }),
        ...(originalUnitPrice != null && { price: String(originalUnitPrice) }),
        quantity: Number(line["quantity"]),
      };
    }),
    codes: (input["discountCodes"] ?? []) as string[],
    customerId: customerId === null ? null : plainId(customerId),
    email: text("email"),
    tags: (input["tags"] ?? []) as string[],
    ...(note !== null && { note }),
  };
}
