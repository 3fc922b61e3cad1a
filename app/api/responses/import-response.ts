import type { z } from "zod";
import type { Batch } from "../../features/codes/import/batch";
import type { getImportOperation } from "../operations/code-operations";

/** API representation of an import. */
export function importResponse(batch: Batch): z.input<typeof getImportOperation.response> {
  const share = batch.byteSize === 0 ? 1 : Math.min(1, batch.bytesRead / batch.byteSize);
  return {
    id: batch.id,
    state: batch.state,
    file_name: batch.fileName,
    rows_read: batch.rowsRead,
    percent: batch.state === "done" ? 100 : Math.floor(share * 100),
    added: batch.added,
    already_in_pool: batch.alreadyHere,
    twice_in_file: batch.twiceInFile,
    in_another_pool: batch.elsewhere,
    invalid: batch.invalid,
    failure: batch.failure,
    created_at: batch.createdAt.toISOString(),
    finished_at: batch.finishedAt?.toISOString() ?? null,
  };
}
