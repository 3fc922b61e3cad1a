import type { RootField } from "../../graphql/context";
import { addJob } from "../../jobs/add-job";
import type { JobWork } from "../../jobs/job";
import { presentJob } from "../../jobs/job-fields";
import { parseGid } from "../../shops/gid";
import { refuseSelector } from "./refuse-selector";
import type { DiscountSelection } from "./selected-discounts";

/** `discountCodeBulkDelete`, `…BulkActivate` and `…BulkDeactivate` */
export const changeMany =
  (kind: Exclude<JobWork["kind"], "delete-codes">): RootField =>
  (args, context) => {
    const refusal = refuseSelector(args);
    if (refusal) return { job: null, userErrors: [refusal] };
    const { ids, search } = args;
    const selection: DiscountSelection =
      Array.isArray(ids) && ids.length > 0
        ? { ids: ids.map((id) => parseGid(String(id))?.number ?? "") }
        : { search: String(search) };
    const job = addJob(context.sandbox, context.shop, { kind, selection });
    return { job: presentJob({ id: job.id, done: false }), userErrors: [] };
  };
