import { z } from "zod";
import { success } from "../../core/result";
import { driftKinds, driftRepairs } from "../../features/publishing/reconciliation/drift";
import { repairDrift } from "../../features/publishing/reconciliation/repair-drift.server";
import { reportAgain } from "../../features/publishing/reconciliation/report-again.server";
import { startDriftCheck } from "../../features/publishing/reconciliation/start-drift-check.server";
import { intent } from "../admin.server";
import { idList, smallId } from "../ids";

/** What the page of the check with the shop can be asked to do. */
export const driftIntents = {
  check: intent(z.object({}), async ({ services, shop, actor }) =>
    success(await startDriftCheck(services, shop, { actor })),
  ),
  reportAgain: intent(
    z.object({ which: z.union([z.literal("all"), idList]) }),
    ({ services, shop, actor }, { which }) =>
      reportAgain(services, shop, { ids: which === "all" ? null : which, actor }),
  ),
  repair: intent(
    z.object({
      checkId: smallId,
      kind: z.enum(driftKinds),
      repair: z.enum(driftRepairs),
      which: z.union([z.literal("all"), idList]),
    }),
    ({ services, shop, actor }, { which, ...input }) =>
      repairDrift(services, shop, {
        ...input,
        findingIds: which === "all" ? null : which,
        actor,
      }),
  ),
};
