/** Characters that a code may have without pushing its reason off the screen. */
const shownCharacters = 40;

/** A code as a table shows it: its beginning and an ellipsis when it is long. Never half an emoji. */
export function shortCode(code: string): string {
  const characters = [...code];
  return characters.length <= shownCharacters
    ? code
    : `${characters.slice(0, shownCharacters).join("")}…`;
}
