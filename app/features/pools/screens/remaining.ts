import { percentLeft } from "../../../ui/format";

/**
 * How much a pool has left, in percent: of all its codes, or, where the app makes them, of those that
 * it keeps ready. Such a pool does not run dry: it is full at 100%.
 */
export function remaining(pool: {
  available: number;
  total: number;
  bufferTarget: number | null;
}): string {
  const { available, total, bufferTarget } = pool;
  if (bufferTarget === null) return percentLeft(available, total);
  return percentLeft(Math.min(available, bufferTarget), bufferTarget);
}
