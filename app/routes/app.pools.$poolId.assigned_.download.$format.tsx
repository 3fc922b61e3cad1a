import type { HistoryEntry } from "../assignments/history/history-entry";
import { streamAssignments } from "../assignments/history/stream-assignments.server";
import { numberParam, orNotFound } from "../http/admin.server";
import { downloadLoader } from "../http/download-link.server";
import { localStamp } from "../http/files/local-stamp";
import { type Cell, writeCsv } from "../http/files/write-csv.server";
import { writeXlsx } from "../http/files/write-xlsx.server";
import { findPool } from "../pools/find-pool.server";

/** The history of a pool as a file. It is opened by signed links only. */
export const loader = downloadLoader(async ({ services, shop, url, params, sendFile }) => {
  const poolId = numberParam(params, "poolId");
  const pool = orNotFound(await findPool(services, shop, poolId));
  const search = url.searchParams.get("search") ?? "";
  const pages = rows(streamAssignments(services, shop, { poolId, search }), shop.timeZone);
  const name = `${pool.handle}-assigned`;
  const header = columns(shop.timeZone);
  if (params["format"] === "xlsx") {
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    return sendFile(writeXlsx(header, pages), { name: `${name}.xlsx`, type });
  }
  const type = "text/csv; charset=utf-8";
  return sendFile(writeCsv(header, pages), { name: `${name}.csv`, type });
});

function columns(timeZone: string): string[] {
  return [
    "Code",
    "Recipient",
    "Source",
    `Assigned at (${timeZone})`,
    `Valid until (${timeZone})`,
    "State",
    `Released at (${timeZone})`,
    "Order",
    "Order state",
  ];
}

async function* rows(
  pages: AsyncIterable<HistoryEntry[]>,
  timeZone: string,
): AsyncGenerator<Cell[][]> {
  const stamp = localStamp(timeZone);
  const optional = (moment: Date | null) => moment && stamp(moment);
  for await (const entries of pages) {
    yield entries.map((entry) => [
      entry.code,
      entry.recipient,
      entry.source,
      stamp(entry.assignedAt),
      optional(entry.expiresAt),
      entry.state,
      optional(entry.releasedAt),
      entry.order,
      entry.orderState,
    ]);
  }
}
