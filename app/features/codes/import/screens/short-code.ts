/** Longer codes would push the reason off the screen. */
const shownCharacters = 40;

/** Shortens a long code with an ellipsis, never in the middle of an emoji. */
export function shortCode(code: string): string {
  const characters = [...code];
  return characters.length <= shownCharacters
    ? code
    : `${characters.slice(0, shownCharacters).join("")}…`;
}
