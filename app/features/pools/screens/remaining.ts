import { percentLeft } from "../../../core/format";
import { isSealed, type Pool } from "../pool";

/**
 * Percentage of codes left: of all codes, or of the target stock for a dynamic pool, which is full
 * at 100%. A dash if the pool's codes are made when they're assigned.
 */
export function remaining(
  pool: Pick<Pool, "type" | "holderOnly" | "personalExpiration" | "bufferTarget"> & {
    available: number;
    total: number;
  },
): string {
  if (isSealed(pool)) return "–";
  const { available, total, bufferTarget } = pool;
  if (bufferTarget === null) return percentLeft(available, total);
  return percentLeft(Math.min(available, bufferTarget), bufferTarget);
}
