import type { KeyScope } from "../api-key";

export const scopeLabels: Record<KeyScope, { label: string; helpText: string }> = {
  assign: { label: "Assign codes", helpText: "Assign codes to recipients and render templates." },
  read: { label: "Read", helpText: "View pools, stock, codes and their recipients." },
  release: { label: "Release", helpText: "Release unused codes." },
  manage: { label: "Manage", helpText: "Add codes, rename pools, activate and deactivate them." },
};
