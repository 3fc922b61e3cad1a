import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { Transaction } from "../../database/database.server";
import { shownText } from "../code-text";
import type { Chunk, ChunkCode } from "./read-chunks.server";

/**
 * Puts the codes of a chunk into a table of the transaction's own, by COPY: from there one statement
 * takes them in. The table belongs to the connection and is empty at the start of each transaction.
 */
export async function stageCodes(tx: Transaction, codes: readonly ChunkCode[]): Promise<void> {
  await tx.query(
    `CREATE TEMPORARY TABLE IF NOT EXISTS staged_code (
       place int, line bigint, code text, code_key text COLLATE "C", message text,
       assign_by timestamptz, use_by timestamptz, use_within_days int, expires_at timestamptz,
       recipient_key bytea
     ) ON COMMIT DELETE ROWS`,
  );
  await copy(tx, "COPY staged_code FROM STDIN", codes.length, (place) => {
    const { line, code, recipientKey } = codes[place] as ChunkCode;
    return `${place}\t${line}\t${cell(code.code)}\t${cell(code.key)}\t${cell(code.message)}\t${moment(code.assignBy)}\t${moment(code.useBy)}\t${code.useWithinDays ?? "\\N"}\t${moment(code.expiresAt)}\t${bytes(recipientKey)}\n`;
  });
}

/** Writes the rows of a chunk that are no codes into the batch's report. */
export async function copyRejects(
  tx: Transaction,
  shopId: number,
  batchId: number,
  rejects: Chunk["rejects"],
): Promise<void> {
  const target = "batch_reject (shop_id, batch_id, line, code, reason, detail)";
  await copy(tx, `COPY ${target} FROM STDIN`, rejects.length, (place) => {
    const { line, text, message } = rejects[place] as Chunk["rejects"][number];
    return `${shopId}\t${batchId}\t${line}\t${cell(shownText(text))}\tinvalid\t${cell(message)}\n`;
  });
}

/** Lines that are sent at once: some hundred kilobytes. */
const linesPerPiece = 2_000;

async function copy(
  { client }: Transaction,
  statement: string,
  count: number,
  lineOf: (place: number) => string,
): Promise<void> {
  if (count === 0) return;
  function* pieces() {
    for (let at = 0; at < count; at += linesPerPiece) {
      let text = "";
      for (let place = at; place < Math.min(count, at + linesPerPiece); place += 1) {
        text += lineOf(place);
      }
      yield Buffer.from(text);
    }
  }
  await pipeline(pieces, client.query(copyFrom(statement)));
}

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** A text as COPY reads it. */
function cell(text: string | null): string {
  if (text === null) return "\\N";
  return special.test(text)
    ? text.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character)
    : text;
}

function moment(date: Date | null): string {
  return date ? date.toISOString() : "\\N";
}

function bytes(key: Buffer | null): string {
  return key ? `\\\\x${key.toString("hex")}` : "\\N";
}
