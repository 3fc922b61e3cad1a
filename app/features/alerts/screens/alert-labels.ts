import type { AlertKind } from "../conditions/alert-conditions";

/** An alert that is raised, in a few words. */
export const alertLabels: Record<AlertKind, string> = {
  empty: "No codes are left",
  "supply-failing": "Codes are not made or uploaded",
  low: "Stock is below the threshold",
  "runs-out": "The pool runs out within 7 days or in a running campaign",
  "used-by-others": "Codes were used by someone other than the recipient",
  "used-unassigned": "Codes were used that were never assigned",
  "assign-by": "Codes reach their pool expiration within 7 days",
};
