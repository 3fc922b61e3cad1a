import { expect, test } from "vitest";
import { type AlertKind, alertDays, alertKinds } from "../conditions/alert-conditions";
import { alertLabels } from "./alert-labels";

const sentences: Record<AlertKind, string> = {
  empty: "No codes left",
  "supply-failing": "Codes aren’t being created or added to your store",
  low: "Stock is below the threshold",
  "runs-out": "The pool runs out within 7 days or in a running campaign",
  "used-by-others": "Codes were used by someone other than the recipient",
  "used-unassigned": "Codes were used without being assigned",
  "assign-by": "Codes reach their pool expiration within 7 days",
};

test.each(alertKinds)("a pool's page says why it has the alert “%s”", (kind) => {
  expect(alertLabels[kind]).toBe(sentences[kind]);
});

test("alerts that look ahead name the number of days that they look ahead", () => {
  const days = `within ${alertDays} days`;
  const lookAhead = alertKinds.filter((kind) => alertLabels[kind].includes(days));
  expect(lookAhead).toEqual(["runs-out", "assign-by"]);
});
