import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import type { HistoryEntry } from "./history-entry";
import { listAssignments } from "./list-assignments.server";

const entriesPerPage = 5_000;

/**
 * Streams a pool's entire history, newest first, in pages of 5,000 to bound memory. Codes assigned in
 * the meantime are newer than the first page and not included. Ends early if the search is too broad.
 */
export async function* streamAssignments(
  services: Pick<Services, "database" | "keyring" | "clock">,
  shop: Pick<ShopContext, "id">,
  { poolId, search }: { poolId: number; search: string },
): AsyncGenerator<HistoryEntry[]> {
  for (let after: number | null = null; ; ) {
    const cursor: { after?: number } = after === null ? {} : { after };
    const query = { poolId, search, limit: entriesPerPage, ...cursor };
    const page = await listAssignments(services, shop, query);
    if (!page.ok || page.value.entries.length === 0) return;
    yield page.value.entries;
    if (page.value.after === null) return;
    after = page.value.after;
  }
}
