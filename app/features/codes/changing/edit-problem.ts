import type { InvalidInput } from "../../../core/failures";
import type { CodeEdit } from "./code-change";

/** Why an edit is invalid; undefined if it's valid. */
export function editProblem(edit: CodeEdit, now: Date): InvalidInput | undefined {
  if (Object.keys(edit).length === 0) {
    return { kind: "invalid_input", field: "edit", message: "Choose what to change." };
  }
  for (const field of ["assignBy", "useBy"] as const) {
    const date = edit[field];
    if (date && new Date(date) <= now) {
      return { kind: "invalid_input", field, message: "Enter a date in the future." };
    }
  }
  return undefined;
}
