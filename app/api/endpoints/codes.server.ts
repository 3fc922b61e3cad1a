import { endOfDay } from "../../core/dates";
import { failure, success } from "../../core/result";
import { lookUpCode } from "../../features/assignments/look-up-code.server";
import { addCodes } from "../../features/codes/add-codes.server";
import { findBatch } from "../../features/codes/import/find-batch.server";
import { endpoint } from "../api-route.server";
import {
  addCodesOperation,
  getImportOperation,
  lookUpCodeOperation,
} from "../operations/code-operations";
import { codeResponse } from "../responses/code-response";
import { importResponse } from "../responses/import-response";

/** Endpoints of codes and imports. */
export const codeEndpoints = [
  endpoint(lookUpCodeOperation, async ({ services, shop, key, query: { code } }) => {
    const found = await lookUpCode(services, shop, { code, pools: key.pools });
    return found.ok ? success(codeResponse(found.value)) : found;
  }),

  endpoint(addCodesOperation, async ({ services, shop, actor, pool, body }) => {
    const codes = body.codes.map((newCode) => ({
      code: newCode.code,
      message: newCode.message ?? null,
      assignBy: readEnd(newCode.assign_by, shop.timeZone),
      useBy: readEnd(newCode.use_by, shop.timeZone),
      useWithinDays: newCode.use_within_days ?? null,
    }));
    const addition = await addCodes(services, shop, { poolId: pool.id, codes, actor });
    if (!addition.ok) return addition;
    const results = addition.value.map((result, place) => ({
      code: codes[place]?.code ?? "",
      ...result,
    }));
    const added = results.filter(({ outcome }) => outcome === "added").length;
    return success({ added, rejected: results.length - added, results });
  }),

  endpoint(getImportOperation, async ({ services, shop, pool, params: { id } }) => {
    const found = await findBatch(services, shop, { poolId: pool.id, batchId: id });
    return found.ok ? success(importResponse(found.value)) : failure({ kind: "import_not_found" });
  }),
];

/** A date means the end of that day in the store's time zone; a timestamp is used as is. */
function readEnd(text: string | null | undefined, timeZone: string): Date | null {
  if (!text) return null;
  return text.length === "2027-12-31".length ? endOfDay(text, timeZone) : new Date(text);
}
