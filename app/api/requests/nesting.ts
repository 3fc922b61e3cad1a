/** Whether JSON nests deeper than `levels`. Iterative, because the caller controls the depth. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    const inner = level.filter((child) => typeof child === "object" && child !== null);
    if (inner.length > 0 && depth >= levels) return true;
    level = inner.flatMap((child) => Object.values(child as object));
  }
  return false;
}
