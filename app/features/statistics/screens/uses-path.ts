import type { UnexpectedKind } from "../../redemptions/uses/unexpected-use";
import type { Period } from "../period";

/** URL of the page with the unexpected uses of a period. `poolId` null: all pools. */
export function usesPath(
  kind: UnexpectedKind,
  { from, to }: Period,
  poolId: number | null,
): string {
  const pool = poolId === null ? "" : `&pool=${poolId}`;
  return `/app/uses?kind=${kind}&from=${from}&to=${to}${pool}`;
}
