import { addCodes } from "../codes/add-codes.server";
import { success } from "../core/result";
import { apiRoute, endpoint } from "../http/api/api-route.server";
import { addCodesOperation } from "../http/api/code-operations";

const day = (text: string | null | undefined) => (text ? new Date(text) : null);

const route = apiRoute(
  endpoint(addCodesOperation, async ({ services, shop, actor, pool, body }) => {
    const codes = body.codes.map((brought) => ({
      code: brought.code,
      message: brought.message ?? null,
      assignBy: day(brought.assign_by),
      useBy: day(brought.use_by),
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
