/** Orders the numeric parts of ids, of any length, without a detour over bigint for each of many. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The place of the first of ascending items whose id is not below `id`, or is above it. */
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
