import { z } from "zod";
import { lowStockThreshold } from "../../features/alerts/conditions/low-stock-threshold";
import { setAlertRecipients } from "../../features/alerts/mail/set-alert-recipients.server";
import { setLowStockThreshold } from "../../features/pools/changing/set-low-stock-threshold.server";
import { formAction } from "../admin.server";
import { smallId } from "../ids";

/** One address per line. */
const lines = z
  .string()
  .max(20_000)
  .transform((text) => text.split("\n").filter((line) => line.trim() !== ""));

/** Form actions for alerts. */
export const alertActions = {
  "set-alert-recipients": formAction(
    z.object({ emails: lines, seen: lines }),
    ({ services, shop, actor }, input) => setAlertRecipients(services, shop, { ...input, actor }),
  ),
  "set-low-stock-threshold": formAction(
    z.object({ poolId: smallId, threshold: lowStockThreshold }),
    ({ services, shop, actor }, input) => setLowStockThreshold(services, shop, { ...input, actor }),
  ),
};
