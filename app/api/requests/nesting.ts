/** Whether JSON nests deeper than so many levels of lists and objects. Never recurses: the depth is the caller's choice. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    const inner = level.filter((one) => typeof one === "object" && one !== null);
    if (inner.length > 0 && depth >= levels) return true;
    level = inner.flatMap((one) => Object.values(one as object));
  }
  return false;
}
