import { byteOrderMark, csvRows } from "../../../core/csv";
import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { listRejects } from "./list-rejects.server";
import { rejectText } from "./reject-text";

const rowsPerPiece = 5_000;

/**
 * Streams the report of a batch as CSV: line, code and reason of every row that wasn't imported.
 * Formulas are escaped, because people open it in a spreadsheet.
 */
export async function* exportRejects(
  services: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  batchId: number,
): AsyncGenerator<string> {
  yield byteOrderMark + csvRows([["line", "code", "reason", "explanation"]], "person");
  for (let after: number | null = 0; after !== null; ) {
    const page = await listRejects(services, shop, { batchId, after, limit: rowsPerPiece });
    yield csvRows(
      page.rejects.map((reject) => [reject.line, reject.code, reject.reason, rejectText(reject)]),
      "person",
    );
    after = page.next;
  }
}
