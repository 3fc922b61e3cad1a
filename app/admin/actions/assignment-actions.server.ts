import { z } from "zod";
import type { PoolNotFound } from "../../core/failures";
import { type Result, success } from "../../core/result";
import { assignCode } from "../../features/assignments/assign-code.server";
import type { SearchTooBroad } from "../../features/assignments/history/history-entry";
import { listAssignments } from "../../features/assignments/history/list-assignments.server";
import { releaseAssignments } from "../../features/assignments/release/release-assignments.server";
import { summariseRelease } from "../../features/assignments/release/release-summary";
import { recordExport } from "../../features/audit/record-export.server";
import { findPool } from "../../features/pools/find-pool.server";
import { formAction, numberParam } from "../admin.server";
import { signDownload } from "../download-link.server";
import { idList } from "../ids";

const format = z.enum(["csv", "xlsx"]);

/** Form actions of a pool's assigned history. */
export const assignmentActions = {
  assign: formAction(
    z.object({ recipient: z.string().max(1_000) }),
    ({ services, shop, actor, params }, { recipient }) =>
      assignCode(services, shop, {
        poolId: numberParam(params, "poolId"),
        recipient,
        idempotencyKey: undefined,
        source: "manual",
        actor,
      }),
  ),
  release: formAction(
    z.object({ assignmentIds: idList }),
    async ({ services, shop, actor, params }, { assignmentIds }) => {
      const poolId = numberParam(params, "poolId");
      return summariseRelease(
        await releaseAssignments(services, shop, { poolId, assignmentIds, actor }),
      );
    },
  ),
  export: formAction(
    z.object({ format, search: z.string().max(300) }),
    async (
      { services, shop, actor, params },
      { format, search },
    ): Promise<Result<{ href: string }, PoolNotFound | SearchTooBroad>> => {
      const poolId = numberParam(params, "poolId");
      const pool = await findPool(services, shop, poolId);
      if (!pool.ok) return pool;
      // A search too broad to list would produce a file with only a header.
      const first = await listAssignments(services, shop, { poolId, search, limit: 1 });
      if (!first.ok) return first;
      await recordExport(services, shop, { poolId, what: "assignments", actor });
      const query = new URLSearchParams(search ? { search } : {});
      const path = `/app/pools/${poolId}/assigned/download/${format}?${query}`;
      return success({ href: signDownload(services, shop, path) });
    },
  ),
};
