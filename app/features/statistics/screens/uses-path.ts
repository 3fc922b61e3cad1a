import type { UnexpectedKind } from "../../redemptions/uses/unexpected-use";
import type { Period } from "../period";

/** The page that lists what the statistics of this period count. `poolId` null: of all pools. */
export function usesPath(
  kind: UnexpectedKind,
  { from, to }: Period,
  poolId: number | null,
): string {
  const pool = poolId === null ? "" : `&pool=${poolId}`;
  return `/app/uses?kind=${kind}&from=${from}&to=${to}${pool}`;
}
