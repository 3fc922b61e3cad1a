import { dropOldFiles } from "../../files/store/drop-uploads.server";
import type { Services } from "../../services.server";
import { dropOldDrafts } from "../codes/import/drafting/discard-draft.server";
import { pruneErasures } from "../recipients/identities/erased-identities.server";

/**
 * Long enough to ask a colleague for a missing column; short, because the files contain addresses.
 */
const retentionHours = 24;

/**
 * Deletes uploaded files and unstarted drafts after a day. An import still running on such a file
 * fails when the file is missing. Also forgets erased customers that were remembered because of
 * these files.
 */
export async function dropOldUploads({ database, clock }: Services): Promise<void> {
  const before = new Date(clock.now().getTime() - retentionHours * 3_600_000);
  await database.transaction(
    async (tx) => {
      await dropOldDrafts(tx, before);
      await dropOldFiles(tx, before);
    },
    { longStatements: true },
  );
  await pruneErasures({ database });
}
