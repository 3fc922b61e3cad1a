import { listedAddress, plainAddress } from "../../../recipients/listed-address";

const fieldName = /^\s*(?:to|cc|bcc|an|para|à)\s*:/i;
const named = /([^<>]*)<([^<>]*)>/g;
const separators = /[,;\t\r\n]+/;
const isAddress = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text);

/**
 * The addresses of a line that has nothing but addresses, with the names of their owners, as mail
 * programs write them: `Lovelace, Ada <ada@example.com>; ben@example.com`. Commas, semicolons, tabs
 * and blanks may stand between them. Undefined for any other line.
 */
export function addressesIn(line: string): string[] | undefined {
  // A million lines are mostly like this.
  if (plainAddress.test(line)) return [line];
  const text = line.replace(fieldName, "");
  const found: string[] = [];
  let end = 0;
  for (const [whole, ahead = "", inside = ""] of text.matchAll(named)) {
    // The last part is the name beside the address; what has no address before it belongs to it.
    const others = ahead
      .split(separators)
      .slice(0, -1)
      .filter((part) => part.includes("@"));
    found.push(...others.map(listedAddress), listedAddress(inside));
    end += whole.length;
  }
  const rest = text
    .slice(end)
    .split(/[\s,;]+/)
    .filter((word) => /[^.'"]/.test(word));
  found.push(...rest.map(listedAddress));
  return found.length > 0 && found.every(isAddress) ? found : undefined;
}
