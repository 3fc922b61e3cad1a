export const MAX_CODE_LENGTH = 255;

export const hasNewline = (code: string): boolean => /[\r\n]/.test(code);

/** Validates a single code. Returns the error message of a bulk creation. */
export function refuseCode(code: string): string | undefined {
  if (code === "") return "is too short (minimum is 1 character)";
  if (hasNewline(code)) return "cannot contain newline characters.";
  if ([...code].length > MAX_CODE_LENGTH) return "is too long (maximum is 255 characters)";
  return undefined;
}
