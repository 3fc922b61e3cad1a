import { normaliseRecipient } from "./recipient";

/** Domains of one mail service that ignores dots before the @ (Gmail's help, answer 7436150). */
const gmail = new Set(["gmail.com", "googlemail.com"]);

/**
 * Normalizes an address for comparison: drops a plus tag, and dots for Gmail. Two addresses with
 * the same result probably belong to one person, but that's no proof. Returns other texts
 * unchanged.
 */
export function plainAddress(text: string): string {
  const read = normaliseRecipient(text);
  if (!read.ok || !read.value.includes("@")) return text;
  const at = read.value.lastIndexOf("@");
  const domain = read.value.slice(at + 1);
  const untagged = read.value.slice(0, at).replace(/(?<=.)\+.*$/, "");
  return gmail.has(domain) ? `${untagged.replaceAll(".", "")}@gmail.com` : `${untagged}@${domain}`;
}
