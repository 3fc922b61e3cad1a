import { normaliseRecipient } from "../../recipients/recipient";

/** More would be a mailing list: give the list an address of its own. */
export const mostRecipients = 20;

/** One address of the list, as it is stored; or what is wrong with it, in a sentence. */
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

/** What is wrong with adding `text` to the list; undefined when nothing is. */
export function rejectAddition(list: readonly string[], text: string): string | undefined {
  const read = readAlertAddress(text);
  if (!read.ok) return read.message;
  if (list.includes(read.address)) return "This address is already in the list.";
  if (list.length >= mostRecipients) {
    return `The list has ${mostRecipients} addresses at most. Use the address of a mailing list.`;
  }
  return undefined;
}
