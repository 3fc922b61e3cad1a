import { count } from "../../../ui/format";
import type { PoolView } from "../pool";

/** Where to look when the list of pools is empty. `counts` know nothing of the search. */
export function otherPools(
  { view, search }: { view: PoolView; search: string },
  counts: Record<PoolView, number>,
): string {
  const archived = counts.archived > 0 && view !== "archived";
  const others = [
    view !== "all" && counts.all > 0 && count(counts.all, "pool"),
    archived && count(counts.archived, "archived pool"),
  ].filter((text) => text !== false);
  if (search !== "") {
    return others.length > 0 ? "Check the name, or try another view." : "Check the name.";
  }
  if (others.length === 0) return "Create a pool to get started.";
  return `You have ${others.join(" and ")} in ${others.length === 1 ? "another view" : "other views"}.`;
}
