import type { KeyScope } from "../api-key";

/** What each scope lets a key do, as the merchant reads it. */
export const scopeLabels: Record<KeyScope, { label: string; helpText: string }> = {
  assign: { label: "Assign codes", helpText: "Give recipients codes, and render templates." },
  read: { label: "Read", helpText: "See pools, stock, codes and who holds them." },
  release: { label: "Release", helpText: "Take codes back that were not used." },
  manage: { label: "Manage", helpText: "Add codes, rename pools, switch them on and off." },
};
