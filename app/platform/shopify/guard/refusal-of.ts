import type { GuardRefused } from "../../platform-failure";

interface UserError {
  field: string[] | null;
  code: string | null;
  message: string;
}

const reasons: Record<string, GuardRefused["reason"]> = {
  // 25 automatic discounts may be active at the same time (docs). Both codes are in the schema.
  MAX_APP_DISCOUNTS: "too_many_automatic_discounts",
  ACTIVE_PERIOD_OVERLAP: "too_many_automatic_discounts",
  MISSING_FUNCTION_IDENTIFIER: "function_missing",
  APP_NOT_AUTHORIZED: "scope_missing",
};

/** Why Shopify doesn't take the guard, from its user errors. */
export function refusalOf(userErrors: readonly UserError[]): GuardRefused {
  const detail = userErrors.map(({ message }) => message).join(" ");
  for (const { code, field } of userErrors) {
    const known = reasons[code ?? ""];
    if (known) return { kind: "guard_refused", reason: known, detail };
    // Any complaint about the handle means that there is no such function.
    if (field?.includes("functionHandle")) {
      return { kind: "guard_refused", reason: "function_missing", detail };
    }
  }
  return { kind: "guard_refused", reason: "other", detail };
}
