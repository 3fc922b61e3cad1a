import { z } from "zod";
import { type AddedCode, addCodes } from "../../codes/add-codes.server";
import type { PoolTakesNone } from "../../codes/brought-codes";
import { mostDays } from "../../codes/code-dates";
import { voidCodes } from "../../codes/void-codes.server";
import { endOfDay } from "../../core/dates";
import type { InvalidInput, PoolNotFound } from "../../core/failures";
import { failure, type Result, success } from "../../core/result";
import { intent, numberParam } from "../admin.server";

/** As many as stand on a page. */
const mostVoided = 500;

const ids = z
  .string()
  .transform((text) => text.split(",").map(Number))
  .pipe(z.array(z.int().positive()).min(1).max(mostVoided));

const date = z.union([z.literal(""), z.iso.date("Enter a date.")]);

const days = z
  .string()
  .trim()
  .transform((text) => (text === "" ? null : Number(text)))
  .refine(
    (value) => value === null || (Number.isInteger(value) && value >= 1 && value <= mostDays),
    "Enter a number of days from 1 to 3,650.",
  );

const refusals: Record<string, string> = {
  already_in_pool: "This code is in the pool already.",
  in_another_pool: "This code is in another pool of the shop.",
};

/** What the active codes of a pool can be asked to do. */
export const codeIntents = {
  add: intent(
    z.object({
      code: z.string().max(1_000),
      message: z.string().trim().max(1_000),
      assignBy: date,
      useBy: date,
      useWithinDays: days,
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
      const answer = added.ok ? added.value[0] : undefined;
      if (!added.ok) return added;
      if (!answer) throw new Error("A code got no answer.");
      if (answer.outcome === "added") return success(answer);
      const message = refusals[answer.outcome] ?? answer.detail ?? "This is not a code.";
      return failure({ kind: "invalid_input", field: "code", message });
    },
  ),
  void: intent(z.object({ codeIds: ids }), ({ services, shop, actor, params }, { codeIds }) =>
    voidCodes(services, shop, { poolId: numberParam(params, "poolId"), codeIds, actor }),
  ),
};
