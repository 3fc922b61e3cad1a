import { numberParam, orNotFound } from "../admin/admin.server";
import { downloadLoader } from "../admin/download-link.server";
import type { Cell } from "../core/csv";
import type { HistoryEntry } from "../features/assignments/history/history-entry";
import { streamAssignments } from "../features/assignments/history/stream-assignments.server";
import { findPool } from "../features/pools/find-pool.server";
import { formatLocalTime } from "../files/write/format-local-time";
import { tableFile } from "../files/write/table-file.server";

/** Downloads a pool's assigned history. Signed links only. */
export const loader = downloadLoader(async ({ services, shop, url, params, sendFile }) => {
  const poolId = numberParam(params, "poolId");
  const pool = orNotFound(await findPool(services, shop, poolId));
  const search = url.searchParams.get("search") ?? "";
  const pages = rows(streamAssignments(services, shop, { poolId, search }), shop.timeZone);
  return sendFile(
    ...tableFile(params["format"], {
      name: `${pool.handle}-assigned`,
      header: columns(shop.timeZone),
      pages,
      reader: "person",
    }),
  );
});

function columns(timeZone: string): string[] {
  return [
    "Code",
    "Recipient",
    "Source",
    `Assigned at (${timeZone})`,
    `Valid until (${timeZone})`,
    "Status",
    `Released at (${timeZone})`,
    "Order",
    "Order status",
  ];
}

async function* rows(
  pages: AsyncIterable<HistoryEntry[]>,
  timeZone: string,
): AsyncGenerator<Cell[][]> {
  const stamp = formatLocalTime(timeZone);
  const local = (moment: Date | null) => moment && { local: stamp(moment) };
  for await (const entries of pages) {
    yield entries.map((entry) => [
      entry.code,
      entry.recipient,
      entry.source,
      local(entry.assignedAt),
      local(entry.expiresAt),
      entry.state,
      local(entry.releasedAt),
      entry.order,
      entry.orderState,
    ]);
  }
}
