/** Compares the numeric parts of IDs of any length, without converting them to bigint. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The index of the first of ascending items whose ID is at or above `id`, or strictly above it. */
export function firstFrom(
  items: readonly { id: string }[],
  id: string,
  where: "at" | "above",
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compareIds(items[middle]?.id ?? "", id);
    if (order < 0 || (where === "above" && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
