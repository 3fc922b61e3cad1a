import { z } from "zod";
import { success } from "../../core/result";
import { repairGuard } from "../../features/guard/settings/repair-guard.server";
import { setGuardEnabled } from "../../features/guard/settings/set-guard-enabled.server";
import { setGuardMessages } from "../../features/guard/settings/set-guard-messages.server";
import { tryCode } from "../../features/guard/trying/try-code.server";
import { rotateSealKey } from "../../features/publishing/sealing/seal-keys.server";
import { formAction } from "../admin.server";
import { dateField } from "../date-fields";
import { version } from "../ids";
import { jsonField } from "./json-field";

const reason = z.enum(["blocked", "paused", "expired", "holder"]);
const messages = z.record(z.string().max(20), z.partialRecord(reason, z.string().max(1_000)));

const tried = z
  .object({
    code: z.string().trim().min(1, "Enter a code.").max(255),
    buyer: z.string().max(300),
    date: dateField,
    language: z.string().regex(/^[a-z]{2}$/),
  })
  .transform(({ date, ...fields }) => (date === "" ? fields : { ...fields, date }));

/** Form actions of the page with the store's settings. */
export const guardActions = {
  "set-guard": formAction(
    z.object({ enabled: z.enum(["true", "false"]).transform((value) => value === "true") }),
    async ({ services, shop, actor }, { enabled }) =>
      success(await setGuardEnabled(services, shop, { enabled, actor })),
  ),
  "repair-guard": formAction(z.object({}), ({ services, shop, actor }) =>
    repairGuard(services, shop, { actor }),
  ),
  "save-guard-messages": formAction(
    z.object({ messages: jsonField(messages), version }),
    ({ services, shop, actor }, input) => setGuardMessages(services, shop, { ...input, actor }),
  ),
  "rotate-seal-key": formAction(z.object({}), ({ services, shop, actor }) =>
    rotateSealKey(services, shop, { actor }),
  ),
  "try-code": formAction(tried, ({ services, shop }, input) => tryCode(services, shop, input)),
};
