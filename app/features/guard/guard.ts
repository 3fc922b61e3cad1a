/**
 * What is known about the guard's discount. `setting_up`: it's being created or activated.
 * `deactivated` and `missing`: the merchant did that on the platform. `no_room`: the store has as many
 * active automatic discounts as it may have. `function_missing`: the function behind it isn't deployed.
 * `refused`: the platform doesn't take it for another reason.
 */
export const guardStatuses = [
  "setting_up",
  "on",
  "deactivated",
  "missing",
  "no_room",
  "function_missing",
  "scope_missing",
  "refused",
  "removing",
  "off",
] as const;
export type GuardStatus = (typeof guardStatuses)[number];

/**
 * Whether the app may create or activate the discount. If the merchant deleted or deactivated it, only
 * their repair may.
 */
export function mayCreate(status: GuardStatus): boolean {
  return status !== "on" && status !== "deactivated" && status !== "missing";
}

/**
 * What to do about the guard's state. `repair`: use the repair button. `free_discount`: end one of the
 * store's automatic discounts, then repair. `approve_scopes`: open the app again and approve its
 * permissions. `contact_support`: the operator has to deploy the function, or look into the detail.
 */
export type GuardRemedy =
  | "none"
  | "turn_on"
  | "wait"
  | "repair"
  | "free_discount"
  | "approve_scopes"
  | "contact_support";

/** `guardedPools`: how many pools the merchant protects. */
export function remedyOf(
  status: GuardStatus,
  trouble: "unreachable" | "denied" | null,
  guardedPools: number,
): GuardRemedy {
  if (status === "off" || status === "removing") return guardedPools > 0 ? "turn_on" : "none";
  if (trouble !== null) return trouble === "denied" ? "approve_scopes" : "wait";
  return remedies[status];
}

const remedies: Record<Exclude<GuardStatus, "off" | "removing">, GuardRemedy> = {
  setting_up: "wait",
  on: "none",
  deactivated: "repair",
  missing: "repair",
  no_room: "free_discount",
  function_missing: "contact_support",
  scope_missing: "approve_scopes",
  refused: "contact_support",
};
