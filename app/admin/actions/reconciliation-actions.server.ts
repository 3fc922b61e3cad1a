import { z } from "zod";
import { success } from "../../core/result";
import {
  differenceKinds,
  differenceRepairs,
} from "../../features/publishing/reconciliation/difference";
import { repairDifferences } from "../../features/publishing/reconciliation/repair/repair-differences.server";
import { stopIgnoring } from "../../features/publishing/reconciliation/repair/stop-ignoring.server";
import { startReconciliation } from "../../features/publishing/reconciliation/start-reconciliation.server";
import { formAction } from "../admin.server";
import { idList, smallId } from "../ids";

/** Form actions of the reconciliation page. */
export const reconciliationActions = {
  check: formAction(z.object({}), async ({ services, shop, actor }) =>
    success(await startReconciliation(services, shop, { actor })),
  ),
  reportAgain: formAction(
    z.object({ which: z.union([z.literal("all"), idList]) }),
    ({ services, shop, actor }, { which }) =>
      stopIgnoring(services, shop, { ids: which === "all" ? null : which, actor }),
  ),
  repair: formAction(
    z.object({
      checkId: smallId,
      kind: z.enum(differenceKinds),
      repair: z.enum(differenceRepairs),
      which: z.union([z.literal("all"), idList]),
    }),
    ({ services, shop, actor }, { which, ...input }) =>
      repairDifferences(services, shop, {
        ...input,
        findingIds: which === "all" ? null : which,
        actor,
      }),
  ),
};
