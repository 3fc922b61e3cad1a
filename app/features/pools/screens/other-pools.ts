import { count } from "../../../core/format";
import type { PoolView } from "../pool";

/** Hint for an empty list. `counts` don't take the search into account. */
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
