import type { InvalidInput } from "../core/failures";
import { failure, type Result, success } from "../core/result";

/** One line of a list that somebody pasted. */
export interface ListedRecipient {
  /** Line of the text, counted from 1. */
  line: number;
  /** The address as it was given, without a name around it; not checked yet. */
  address: string;
}

/** As many recipients as one pasted list may have. */
export const longestList = 10_000;
/** Characters of a pasted text; above that it is something else than a list of addresses. */
const longestText = 4_000_000;
/** What is kept of a line: the longest address is shorter. */
const longestLine = 300;

const namedAddress = /^.*<([^<>]*)>$/;

/**
 * Reads a pasted list: one recipient a line, blank lines skipped. Kind to what mail programs give:
 * `Ada Lovelace <ada@example.com>` and a comma or semicolon at the end of the line.
 */
export function readRecipientList(text: string): Result<ListedRecipient[], InvalidInput> {
  if (text.length > longestText) return refuse("This text is too long for a list of recipients.");
  const listed: ListedRecipient[] = [];
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw
      .trim()
      .replace(/[,;]+$/, "")
      .trim();
    if (line === "") continue;
    const address = (namedAddress.exec(line)?.[1] ?? line).trim();
    listed.push({ line: index + 1, address: address.slice(0, longestLine) });
  }
  if (listed.length === 0) return refuse("Paste at least one recipient, one on each line.");
  if (listed.length > longestList) {
    const many = listed.length.toLocaleString("en-US");
    return refuse(
      `The list has ${many} recipients. Paste at most ${longestList.toLocaleString("en-US")} at a time.`,
    );
  }
  return success(listed);
}

function refuse(message: string): Result<never, InvalidInput> {
  return failure({ kind: "invalid_input", field: "recipients", message });
}
