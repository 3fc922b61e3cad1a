import { z } from "zod";
import { setRecipientBlocked } from "../../features/recipients/set-recipient-blocked.server";
import { intent } from "../admin.server";

/** What can be asked about a recipient, wherever one is shown. */
export const recipientIntents = {
  "set-blocked": intent(
    z.object({
      recipient: z.string().max(1_000),
      blocked: z.enum(["true", "false"]).transform((text) => text === "true"),
    }),
    ({ services, shop, actor }, { recipient, blocked }) =>
      setRecipientBlocked(services, shop, { recipient, blocked, actor }),
  ),
};
