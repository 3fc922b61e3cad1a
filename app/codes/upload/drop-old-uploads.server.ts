import type { Services } from "../../services.server";

/** Long enough to fetch the missing column from a colleague, short enough for other people's addresses. */
const keptHours = 24;

/**
 * Removes files that nobody went on with, and their drafts: an import that was never started, or an
 * upload whose server died. Files of imports that wait or run stay.
 */
export async function dropOldUploads({ database, clock }: Services): Promise<void> {
  const before = new Date(clock.now().getTime() - keptHours * 3_600_000);
  await database.transaction(
    async (tx) => {
      await tx.query("DELETE FROM batch WHERE state = 'draft' AND created_at < $1", [before]);
      await tx.query(
        `DELETE FROM upload WHERE created_at < $1 AND NOT EXISTS (
           SELECT 1 FROM batch WHERE batch.shop_id = upload.shop_id AND batch.upload_id = upload.id
              AND batch.state IN ('draft', 'queued', 'running'))`,
        [before],
      );
    },
    { longStatements: true },
  );
}
