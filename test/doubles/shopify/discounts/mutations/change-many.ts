import type { RootField } from "../../graphql/context";
import { addJob } from "../../jobs/add-job";
import { presentJob } from "../../jobs/job-fields";
import { parseGid } from "../../shops/gid";
import { refuseSelector } from "./refuse-selector";
import { type DiscountSelection, refuseSearch } from "./selected-discounts";

const MUTATIONS = {
  delete: "discountCodeBulkDelete",
  activate: "discountCodeBulkActivate",
  deactivate: "discountCodeBulkDeactivate",
};

/** `discountCodeBulkDelete`, `…BulkActivate` and `…BulkDeactivate` */
export const changeMany =
  (kind: keyof typeof MUTATIONS): RootField =>
  (args, context) => {
    const refusal = refuseSelector(args) ?? refuseSearch(context.sandbox, args["search"]);
    if (refusal) return { job: null, userErrors: [refusal] };
    const { ids, search } = args;
    const selection: DiscountSelection =
      Array.isArray(ids) && ids.length > 0
        ? { ids: ids.map((id) => parseGid(String(id))?.number ?? "") }
        : { search: String(search) };
    const job = addJob(context.sandbox, context.shop, MUTATIONS[kind], { kind, selection });
    return { job: presentJob({ id: job.id, done: false }), userErrors: [] };
  };
