import { normaliseRecipient } from "../../recipients/recipient";

/** More recipients should use a mailing list. */
export const maxRecipients = 20;

/** Normalizes an address, or returns why it's invalid as a sentence for the merchant. */
export function readAlertAddress(
  text: string,
): { ok: true; address: string } | { ok: false; message: string } {
  const typed = text.trim();
  if (typed === "") return { ok: false, message: "Enter an email address." };
  const read = normaliseRecipient(typed);
  return read.ok && read.value.includes("@")
    ? { ok: true, address: read.value }
    : { ok: false, message: `“${typed.slice(0, 80)}” isn’t an email address.` };
}

/** Why `text` can't be added to the list, as a sentence; undefined if it can. */
export function rejectAddition(list: readonly string[], text: string): string | undefined {
  const read = readAlertAddress(text);
  if (!read.ok) return read.message;
  if (list.includes(read.address)) return "This address is already on the list.";
  if (list.length >= maxRecipients) {
    return `You can add up to ${maxRecipients} addresses. Use a mailing list for more.`;
  }
  return undefined;
}
