import { z } from "zod";
import { success } from "../../core/result";
import { markSent } from "../../features/assignments/unsent/mark-sent.server";
import { formAction } from "../admin.server";
import { signDownload } from "../download-link.server";

const throughId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** Form actions for the list of codes to send, limited by `throughId` to what the merchant saw. */
export const unsentActions = {
  sent: formAction(z.object({ throughId }), ({ services, shop, actor }, input) =>
    markSent(services, shop, { throughId: input.throughId, actor }),
  ),
  export: formAction(z.object({ throughId }), async ({ services, shop }, input) => {
    const path = `/app/unsent/download?through=${input.throughId}`;
    return success({ href: signDownload(services, shop, path) });
  }),
};
