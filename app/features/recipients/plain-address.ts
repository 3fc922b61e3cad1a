import { normaliseRecipient } from "./recipient";

/** Domains of one mail service that ignores dots before the @ (Gmail's help, answer 7436150). */
const gmail = new Set(["gmail.com", "googlemail.com"]);

/**
 * An address in its plainest spelling: without what follows a plus sign, and for Gmail without dots.
 * Two addresses with the same plainest spelling probably reach one person, but it is no proof. A text
 * that is no address stays as it is.
 */
export function plainAddress(text: string): string {
  const read = normaliseRecipient(text);
  if (!read.ok || !read.value.includes("@")) return text;
  const at = read.value.lastIndexOf("@");
  const domain = read.value.slice(at + 1);
  const untagged = read.value.slice(0, at).replace(/(?<=.)\+.*$/, "");
  return gmail.has(domain) ? `${untagged.replaceAll(".", "")}@gmail.com` : `${untagged}@${domain}`;
}
