import { dropOldFiles } from "../../files/store/drop-uploads.server";
import type { Services } from "../../services.server";
import { dropOldDrafts } from "../codes/import/drafting/discard-draft.server";
import { forgetErased } from "../recipients/identities/erased-identities.server";

/** Long enough to fetch the missing column from a colleague, short enough for other people's addresses. */
const keptHours = 24;

/**
 * Removes files after a day, whatever became of them, and drafts that were never started. An import
 * that is still at work on such a file ends when it misses it. What was remembered for the sake of
 * these files is forgotten.
 */
export async function dropOldUploads({ database, clock }: Services): Promise<void> {
  const before = new Date(clock.now().getTime() - keptHours * 3_600_000);
  await database.transaction(
    async (tx) => {
      await dropOldDrafts(tx, before);
      await dropOldFiles(tx, before);
    },
    { longStatements: true },
  );
  await forgetErased({ database });
}
