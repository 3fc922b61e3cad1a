import { numberParam, orNotFound } from "../admin/admin.server";
import { downloadLoader } from "../admin/download-link.server";
import type { Cell } from "../core/csv";
import type { CodesPage } from "../features/codes/list-codes.server";
import { streamCodes } from "../features/codes/stream-codes.server";
import { findPool } from "../features/pools/find-pool.server";
import { formatLocalTime } from "../files/write/format-local-time";
import { tableFile } from "../files/write/table-file.server";

/** Column names that an import recognizes, so the file can be imported again. */
const header = ["code", "message", "assign_by", "use_by", "use_within_days"];

/** Downloads a pool's available codes. Signed links only. */
export const loader = downloadLoader(async ({ services, shop, url, params, sendFile }) => {
  const poolId = numberParam(params, "poolId");
  const pool = orNotFound(await findPool(services, shop, poolId));
  const search = url.searchParams.get("search") ?? "";
  const pages = rows(streamCodes(services, shop, { poolId, search }), shop.timeZone);
  const table = {
    name: `${pool.name} - available codes`,
    header,
    pages,
    reader: "program" as const,
  };
  return sendFile(...tableFile(params["format"], table));
});

async function* rows(
  pages: AsyncIterable<CodesPage["codes"]>,
  timeZone: string,
): AsyncGenerator<Cell[][]> {
  const stamp = formatLocalTime(timeZone);
  const local = (moment: Date | null) => moment && { local: stamp(moment) };
  for await (const codes of pages) {
    yield codes.map(({ code, message, assignBy, useBy, useWithinDays }) => [
      code,
      message,
      local(assignBy),
      local(useBy),
      useWithinDays,
    ]);
  }
}
