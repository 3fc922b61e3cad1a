import type { ResponseObject, RootField } from "../../graphql/context";
import { addJob } from "../../jobs/add-job";
import { presentJob } from "../../jobs/job-fields";
import { parseGid } from "../../shops/gid";
import { argumentDiscount } from "../mutations/argument-discount";
import { refuseSelector } from "../mutations/refuse-selector";
import { userError } from "../mutations/user-error";
import type { CodeSelection } from "./selected-codes";

/** `discountCodeRedeemCodeBulkDelete` */
export const deleteCodes: RootField = (args, context) => {
  const { ids, search } = args;
  // Recorded: an empty list counts as given here, and then fails.
  const refusal = refuseSelector({ ...args, ids: Array.isArray(ids) ? [null] : ids });
  if (refusal) return payload(null, refusal);
  const discount = argumentDiscount(context, args["discountId"]);
  if (!discount) {
    return payload(null, userError(["discountId"], "Code discount does not exist.", "INVALID"));
  }
  if (Array.isArray(ids) && ids.length === 0) {
    return payload(null, userError(null, "Something went wrong, please try again.", null));
  }
  const selection: CodeSelection = Array.isArray(ids)
    ? { ids: ids.map((id) => parseGid(String(id))?.number ?? "") }
    : { search: String(search) };
  const job = addJob(context.sandbox, context.shop, "discountCodeRedeemCodeBulkDelete", {
    kind: "delete-codes",
    discountId: discount.id,
    selection,
  });
  return payload(presentJob(job));
};

const payload = (job: ResponseObject | null, ...userErrors: ResponseObject[]): ResponseObject => ({
  __typename: "DiscountCodeRedeemCodeBulkDeletePayload",
  job,
  userErrors,
});
