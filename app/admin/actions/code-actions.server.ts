import { z } from "zod";
import { endOfDay } from "../../core/dates";
import type { InvalidInput, PoolNotFound } from "../../core/failures";
import { failure, type Result, success } from "../../core/result";
import { recordExport } from "../../features/audit/record-export.server";
import { type AddedCode, addCodes } from "../../features/codes/add-codes.server";
import type { CodeEdit } from "../../features/codes/changing/code-change";
import { editCodes } from "../../features/codes/changing/edit-codes.server";
import { stopCodeChange } from "../../features/codes/changing/finish-code-change.server";
import { startCodeChange } from "../../features/codes/changing/start-code-change.server";
import type { PoolTakesNone } from "../../features/codes/uploaded-codes";
import { voidCodes } from "../../features/codes/void-codes.server";
import { findPool } from "../../features/pools/find-pool.server";
import { formAction, numberParam } from "../admin.server";
import { dateField, daysField } from "../date-fields";
import { signDownload } from "../download-link.server";
import { idList } from "../ids";

const search = z.string().trim().max(255);

/** A missing field leaves its value unchanged. An empty one clears it. */
const editFields = {
  message: z.string().trim().max(1_000, "Use 1,000 characters or fewer.").optional(),
  assignBy: dateField.optional(),
  useBy: dateField.optional(),
  useWithinDays: daysField.optional(),
};

function editOf(
  { message, assignBy, useBy, useWithinDays }: z.output<z.ZodObject<typeof editFields>>,
  timeZone: string,
): CodeEdit {
  const lastMoment = (day: string) => (day === "" ? null : endOfDay(day, timeZone).toISOString());
  return {
    ...(message !== undefined && { message: message || null }),
    ...(assignBy !== undefined && { assignBy: lastMoment(assignBy) }),
    ...(useBy !== undefined && { useBy: lastMoment(useBy) }),
    ...(useWithinDays !== undefined && { useWithinDays }),
  };
}

const refusals: Record<string, string> = {
  already_in_pool: "This code is already in the pool.",
  in_another_pool: "This code is in another pool.",
};

/** Form actions for a pool's active codes. */
export const codeActions = {
  add: formAction(
    z.object({
      code: z.string().max(1_000),
      message: z.string().trim().max(1_000),
      assignBy: dateField,
      useBy: dateField,
      useWithinDays: daysField,
    }),
    async (
      { services, shop, actor, params },
      input,
    ): Promise<Result<AddedCode, PoolNotFound | PoolTakesNone | InvalidInput>> => {
      const lastMoment = (day: string) => (day === "" ? null : endOfDay(day, shop.timeZone));
      const added = await addCodes(services, shop, {
        poolId: numberParam(params, "poolId"),
        codes: [
          {
            code: input.code,
            message: input.message || null,
            assignBy: lastMoment(input.assignBy),
            useBy: lastMoment(input.useBy),
            useWithinDays: input.useWithinDays,
          },
        ],
        actor,
      });
      const result = added.ok ? added.value[0] : undefined;
      if (!added.ok) return added;
      if (!result) throw new Error("A code got no result.");
      if (result.outcome === "added") return success(result);
      const message = refusals[result.outcome] ?? result.detail ?? "This isn’t a valid code.";
      return failure({ kind: "invalid_input", field: "code", message });
    },
  ),
  void: formAction(
    z.object({ codeIds: idList }),
    ({ services, shop, actor, params }, { codeIds }) =>
      voidCodes(services, shop, { poolId: numberParam(params, "poolId"), codeIds, actor }),
  ),
  "void-all": formAction(z.object({ search }), ({ services, shop, actor, params }, input) => {
    const poolId = numberParam(params, "poolId");
    return startCodeChange(services, shop, { poolId, search: input.search, edit: null, actor });
  }),
  edit: formAction(
    z.object({ codeIds: idList, ...editFields }),
    ({ services, shop, actor, params }, { codeIds, ...fields }) => {
      const edit = editOf(fields, shop.timeZone);
      return editCodes(services, shop, {
        poolId: numberParam(params, "poolId"),
        codeIds,
        edit,
        actor,
      });
    },
  ),
  "edit-all": formAction(
    z.object({ search, ...editFields }),
    ({ services, shop, actor, params }, { search, ...fields }) => {
      const edit = editOf(fields, shop.timeZone);
      return startCodeChange(services, shop, {
        poolId: numberParam(params, "poolId"),
        search,
        edit,
        actor,
      });
    },
  ),
  "stop-change": formAction(
    z.object({ changeId: z.coerce.number().int().positive().max(2_147_483_647) }),
    ({ services, shop, actor }, { changeId }) =>
      stopCodeChange(services, shop, { changeId, actor }),
  ),
  export: formAction(
    z.object({ format: z.enum(["csv", "xlsx"]), search }),
    async ({ services, shop, actor, params }, { format, search }) => {
      const poolId = numberParam(params, "poolId");
      const pool = await findPool(services, shop, poolId);
      if (!pool.ok) return pool;
      await recordExport(services, shop, { poolId, what: "codes", actor });
      const path = `/app/pools/${poolId}/codes/download/${format}?search=${encodeURIComponent(search)}`;
      return success({ href: signDownload(services, shop, path) });
    },
  ),
};
