import { listedAddress, plainAddress } from "../../../recipients/listed-address";

const fieldName = /^\s*(?:to|cc|bcc|an|para|à)\s*:/i;
const named = /([^<>]*)<([^<>]*)>/g;
const separators = /[,;\t\r\n]+/;
const isAddress = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text);

/**
 * The addresses of a line in the format of an email program: `Lovelace, Ada <ada@example.com>;
 * ben@example.com`. Separated by commas, semicolons, tabs or spaces. Undefined if the line contains
 * anything else.
 */
export function addressesIn(line: string): string[] | undefined {
  // Fast path for most lines of long lists.
  if (plainAddress.test(line)) return [line];
  const text = line.replace(fieldName, "");
  const found: string[] = [];
  let end = 0;
  for (const [whole, ahead = "", inside = ""] of text.matchAll(named)) {
    // The last part is the name next to the address; parts without an address belong to it.
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
