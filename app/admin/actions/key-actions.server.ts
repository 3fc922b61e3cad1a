import { z } from "zod";
import {
  keyName,
  keyScopes,
  overlapHours,
  requestsPerMinute,
} from "../../features/api-keys/api-key";
import { createKey } from "../../features/api-keys/create-key.server";
import { revokeKey } from "../../features/api-keys/revoke-key.server";
import { rotateKey } from "../../features/api-keys/rotate-key.server";
import { formAction } from "../admin.server";
import { smallId } from "../ids";

const keyId = smallId;
/** `a,b`. Empty for none. */
const list = z.string().transform((text) => text.split(",").filter(Boolean));

/** Form actions of the API keys page. */
export const keyActions = {
  create: formAction(
    z.object({
      name: keyName,
      scopes: list.pipe(z.array(z.enum(keyScopes))),
      everyPool: z.enum(["true", "false"]),
      pools: list.pipe(
        z
          .array(
            z
              .string()
              .regex(/^\d{1,9}$/)
              .transform(Number),
          )
          .max(1000),
      ),
      requestsPerMinute,
    }),
    ({ services, shop, actor }, { everyPool, pools, ...input }) =>
      createKey(services, shop, { ...input, pools: everyPool === "true" ? null : pools, actor }),
  ),
  rotate: formAction(
    z.object({
      keyId,
      overlapHours: z.coerce
        .number()
        .refine(
          (hours) => overlapHours.some((known) => known === hours),
          "Choose how long the current secret keeps working.",
        ),
    }),
    ({ services, shop, actor }, input) => rotateKey(services, shop, { ...input, actor }),
  ),
  revoke: formAction(z.object({ keyId }), ({ services, shop, actor }, input) =>
    revokeKey(services, shop, { ...input, actor }),
  ),
};
