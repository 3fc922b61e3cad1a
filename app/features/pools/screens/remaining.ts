import { percentLeft } from "../../../core/format";

/**
 * Percentage of codes left: of all codes, or of the target stock for a dynamic pool, which is full
 * at 100%.
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
