import { copyBytes, copyMoment, copyRows, copyText } from "../../../../database/copy-rows.server";
import type { Transaction } from "../../../../database/database.server";
import { shownText } from "../../code-text";
import type { ChunkCode, Reject } from "./code-chunk";

/**
 * Copies a chunk's codes into a temporary table, from which one statement inserts them. The table
 * belongs to the connection and is empty at the start of each transaction.
 */
export async function stageCodes(tx: Transaction, codes: readonly ChunkCode[]): Promise<void> {
  await tx.query(
    `CREATE TEMPORARY TABLE IF NOT EXISTS staged_code (
       place int, line bigint, code text, code_key text COLLATE "C", message text,
       assign_by timestamptz, use_by timestamptz, use_within_days int, expires_at timestamptz,
       recipient_key bytea
     ) ON COMMIT DELETE ROWS`,
  );
  await copyRows(tx, "staged_code", codes.length, (place) => {
    const { line, code, recipientKey } = codes[place] as ChunkCode;
    return `${place}\t${line}\t${copyText(code.code)}\t${copyText(code.key)}\t${copyText(code.message)}\t${copyMoment(code.assignBy)}\t${copyMoment(code.useBy)}\t${code.useWithinDays ?? "\\N"}\t${copyMoment(code.expiresAt)}\t${copyBytes(recipientKey)}`;
  });
}

/** Adds a chunk's invalid rows to the batch's report. */
export async function copyRejects(
  tx: Transaction,
  shopId: number,
  batchId: number,
  rejects: readonly Reject[],
): Promise<void> {
  const target = "batch_reject (shop_id, batch_id, line, code, reason, detail)";
  await copyRows(tx, target, rejects.length, (place) => {
    const { line, text, message } = rejects[place] as Reject;
    return `${shopId}\t${batchId}\t${line}\t${copyText(shownText(text))}\tinvalid\t${copyText(message)}`;
  });
}
