import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import type { HistoryEntry } from "./history-entry";
import { listAssignments } from "./list-assignments.server";

/** Entries that are in memory at a time. */
const entriesPerPage = 5_000;

/**
 * A pool's whole history, newest first, as far as it was when the reading began: what is assigned
 * meanwhile is newer than the first page. Ends at once when the search is too broad to be listed.
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
