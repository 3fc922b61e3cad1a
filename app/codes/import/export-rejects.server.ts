import { stringify } from "csv-stringify/sync";
import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { listRejects } from "./list-rejects.server";
import { rejectText } from "./reject-text";

const rowsPerPiece = 5_000;

/**
 * The report of a batch as CSV, piece by piece: line, code and reason of every row that did not
 * become a code. Cells that a spreadsheet would take for a formula are made harmless.
 */
export async function* exportRejects(
  services: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  batchId: number,
): AsyncGenerator<string> {
  // Spreadsheets know UTF-8 by its mark.
  yield `\uFEFF${stringify([["line", "code", "reason", "explanation"]])}`;
  for (let after: number | null = 0; after !== null; ) {
    const page = await listRejects(services, shop, { batchId, after, limit: rowsPerPiece });
    yield stringify(
      page.rejects.map((reject) => [reject.line, reject.code, reject.reason, rejectText(reject)]),
      { escape_formulas: true },
    );
    after = page.next;
  }
}
