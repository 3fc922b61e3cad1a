import { z } from "zod";
import { assignCode } from "../../assignments/assign-code.server";
import { releaseAssignments } from "../../assignments/release-assignments.server";
import { summariseRelease } from "../../assignments/release-summary";
import { recordExport } from "../../audit/record-export.server";
import { success } from "../../core/result";
import { intent, numberParam } from "../admin.server";
import { signDownload } from "../download-link.server";

/** As many as stand on a page. */
const mostReleased = 500;

const ids = z
  .string()
  .transform((text) => text.split(",").map(Number))
  .pipe(z.array(z.int().positive()).min(1).max(mostReleased));

const format = z.enum(["csv", "xlsx"]);

/** What a pool's history can be asked to do. */
export const assignmentIntents = {
  assign: intent(
    z.object({ recipient: z.string().max(1_000) }),
    ({ services, shop, actor, params }, { recipient }) =>
      assignCode(services, shop, {
        poolId: numberParam(params, "poolId"),
        recipient,
        requestKey: undefined,
        source: "manual",
        actor,
      }),
  ),
  release: intent(
    z.object({ assignmentIds: ids }),
    async ({ services, shop, actor, params }, { assignmentIds }) => {
      const poolId = numberParam(params, "poolId");
      return summariseRelease(
        await releaseAssignments(services, shop, { poolId, assignmentIds, actor }),
      );
    },
  ),
  export: intent(
    z.object({ format, search: z.string().max(300) }),
    async ({ services, shop, actor, params }, { format, search }) => {
      const poolId = numberParam(params, "poolId");
      await recordExport(services, shop, { poolId, what: "assignments", actor });
      const query = new URLSearchParams(search ? { search } : {});
      const path = `/app/pools/${poolId}/assigned/download/${format}?${query}`;
      return success({ href: signDownload(services, shop, path) });
    },
  ),
};
