import { apiRoute, endpoint } from "../api/api-route.server";
import { addCodesOperation } from "../api/operations/code-operations";
import { endOfDay } from "../core/dates";
import { success } from "../core/result";
import { addCodes } from "../features/codes/add-codes.server";

/** A day of the store ends with its last second; anything longer is a moment. */
function readEnd(text: string | null | undefined, timeZone: string): Date | null {
  if (!text) return null;
  return text.length === "2027-12-31".length ? endOfDay(text, timeZone) : new Date(text);
}

const route = apiRoute(
  endpoint(addCodesOperation, async ({ services, shop, actor, pool, body }) => {
    const codes = body.codes.map((brought) => ({
      code: brought.code,
      message: brought.message ?? null,
      assignBy: readEnd(brought.assign_by, shop.timeZone),
      useBy: readEnd(brought.use_by, shop.timeZone),
      useWithinDays: brought.use_within_days ?? null,
    }));
    const answered = await addCodes(services, shop, { poolId: pool.id, codes, actor });
    if (!answered.ok) return answered;
    const results = answered.value.map((one, place) => ({
      code: codes[place]?.code ?? "",
      ...one,
    }));
    const added = results.filter(({ outcome }) => outcome === "added").length;
    return success({ added, rejected: results.length - added, results });
  }),
);

export const loader = route.loader;
export const action = route.action;
