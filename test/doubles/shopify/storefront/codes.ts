import { codeKey } from "../discounts/codes/code-index";

/**
 * Adds codes to those of a session. Codes that differ only in case are one code (recorded). Assumed:
 * the first spelling and place stay.
 */
export function joinCodes(codes: readonly string[], more: readonly string[]): string[] {
  const joined = new Map<string, string>();
  for (const code of [...codes, ...more].map((one) => one.trim())) {
    if (code !== "" && !joined.has(codeKey(code))) joined.set(codeKey(code), code);
  }
  return [...joined.values()];
}

/** The codes of a `discount` parameter, separated by commas. */
export const splitCodes = (text: string): string[] => joinCodes([], text.split(","));
