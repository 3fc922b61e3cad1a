import { z } from "zod";
import { setRecipientBlocked } from "../../features/recipients/blocking/set-recipient-blocked.server";
import { formAction } from "../admin.server";

/** Form actions for a recipient, used by every page that shows one. */
export const recipientActions = {
  "set-blocked": formAction(
    z.object({
      recipient: z.string().max(1_000),
      blocked: z.enum(["true", "false"]).transform((text) => text === "true"),
    }),
    ({ services, shop, actor }, { recipient, blocked }) =>
      setRecipientBlocked(services, shop, { recipient, blocked, actor }),
  ),
};
