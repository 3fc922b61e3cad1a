import type { AlertKind } from "../conditions/alert-conditions";

export const alertLabels: Record<AlertKind, string> = {
  empty: "No codes left",
  "supply-failing": "Codes aren’t being created or added to your store",
  low: "Stock is below the threshold",
  "runs-out": "The pool runs out within 7 days or in a running campaign",
  "used-by-others": "Codes were used by someone other than the recipient",
  "used-unassigned": "Codes were used without being assigned",
  "assign-by": "Codes reach their pool expiration within 7 days",
};
