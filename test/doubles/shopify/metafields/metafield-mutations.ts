import { GraphQLError } from "graphql";
import type { Args, GraphqlContext, ResponseObject, RootField } from "../graphql/context";
import { checkMetafield, FOREIGN_MESSAGE, isProblem } from "./check-metafield";
import type { MetafieldDraft } from "./metafield";
import { findOwner, type MetafieldOwner, mayChange } from "./metafield-owner";
import { isForeign, resolveNamespace } from "./namespace";
import { presentMetafield } from "./present-metafield";
import { compareDigest, deleteMetafield, findMetafield, writeMetafield } from "./store-metafields";

const MAX_METAFIELDS = 25;

interface Checked {
  owner: MetafieldOwner;
  draft: MetafieldDraft;
}

export const metafieldMutations: Readonly<Record<string, RootField>> = {
  metafieldsSet: ({ metafields }, context) => {
    const inputs = metafields as readonly Args[];
    refuseAccess(context, "metafieldsSet", inputs);
    if (inputs.length > MAX_METAFIELDS) {
      const message = `Exceeded the maximum metafields input limit of ${MAX_METAFIELDS}.`;
      return {
        metafields: null,
        userErrors: [problem(["metafields"], message, "LESS_THAN_OR_EQUAL_TO")],
      };
    }
    const checked = inputs.map((input, index) => check(context, input, index));
    const userErrors = checked.filter((one): one is ResponseObject => "__typename" in one);
    // Nothing is written if one of them is wrong.
    if (userErrors.length > 0) return { metafields: [], userErrors };
    const { sandbox, shop } = context;
    const written = (checked as Checked[]).map(({ owner, draft }) =>
      presentMetafield(owner, writeMetafield(sandbox, { shop, owner }, draft)),
    );
    sandbox.saveSoon();
    return { metafields: written, userErrors: [] };
  },

  metafieldsDelete: ({ metafields }, context) => {
    const inputs = metafields as readonly Args[];
    refuseAccess(context, "metafieldsDelete", inputs);
    if (inputs.some(({ namespace }) => isForeign(resolveNamespace(namespace)))) {
      const error = { __typename: "UserError", field: ["metafields"], message: FOREIGN_MESSAGE };
      return { deletedMetafields: [], userErrors: [error] };
    }
    const { sandbox, shop } = context;
    const deletedMetafields = inputs.map((input) => {
      const owner = findOwner(shop, input["ownerId"]);
      const place = { namespace: resolveNamespace(input["namespace"]), key: String(input["key"]) };
      if (!owner || !deleteMetafield(sandbox, shop, owner, place)) return null;
      return { __typename: "MetafieldIdentifier", ownerId: input["ownerId"], ...place };
    });
    sandbox.saveSoon();
    return { deletedMetafields, userErrors: [] };
  },
};

/** The owner's scope is needed, in the schema's words "the same access level needed to mutate it". */
function refuseAccess(context: GraphqlContext, field: string, inputs: readonly Args[]): void {
  if (inputs.every(({ ownerId }) => mayChange(context, ownerId))) return;
  const required = context.admin.requiredAccess.get(`Mutation.${field}`);
  throw new GraphQLError(`Access denied for ${field} field. Required access: ${required}`, {
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess: required,
    },
  });
}

function check({ shop }: GraphqlContext, input: Args, index: number): Checked | ResponseObject {
  const path = ["metafields", String(index)];
  const owner = findOwner(shop, input["ownerId"]);
  if (!owner) return problem([...path, "ownerId"], "Owner does not exist.", "INVALID_VALUE");
  const draft = checkMetafield(input);
  if (isProblem(draft)) {
    const field = draft.field === null ? path : [...path, draft.field];
    return problem(field, draft.message, draft.code, draft.elementIndex);
  }
  const known = findMetafield(shop, owner, draft);
  const same = known?.value === draft.value && known.type === draft.type;
  if (!("compareDigest" in input) || same) return { owner, draft };
  const digest = input["compareDigest"];
  if (!known && digest !== null) {
    return problem(path, "Invalid `compareDigest` value.", "INVALID_COMPARE_DIGEST");
  }
  if (known && digest !== compareDigest(known)) return problem(path, STALE, "STALE_OBJECT");
  return { owner, draft };
}

const STALE =
  "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.";

const problem = (
  field: readonly string[],
  message: string,
  code: string | null,
  elementIndex: number | null = null,
): ResponseObject => ({
  __typename: "MetafieldsSetUserError",
  field,
  message,
  code,
  elementIndex,
});
