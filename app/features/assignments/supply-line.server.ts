import type { Transaction } from "../../database/database.server";
import { makeOnTheSpot } from "../publishing/replenishment/make-on-the-spot.server";
import { wakeRefill } from "../publishing/replenishment/refill-pool.server";
import { wakeUrgentUpload } from "../publishing/upload/wake-urgent-upload.server";
import type { ClaimedCode } from "./claim-codes.server";
import type { PoolLine } from "./read-line.server";

interface Supplied {
  shopId: number;
  poolId: number;
  line: PoolLine;
  now: Date;
}

/** Makes, in a pool that makes its codes, those that the line is short of for so many claims. */
export async function topUpLine(
  tx: Transaction,
  { shopId, poolId, line, now }: Supplied,
  claims: number,
): Promise<PoolLine> {
  const short = claims - line.ready;
  if (line.type !== "dynamic" || !line.open || short <= 0) return line;
  const made = await makeOnTheSpot(tx, { shopId, poolId, now }, short);
  if (!made) return line;
  const { count, useWithinDays } = made;
  return {
    ...line,
    available: line.available + count,
    ready: line.ready + count,
    uploading: true,
    withinDays: [
      ...new Set([...line.withinDays, ...(useWithinDays === null ? [] : [useWithinDays])]),
    ],
  };
}

/** Has codes that the shop does not know yet uploaded before others, and a low buffer refilled. */
export async function tellSupply(
  tx: Transaction,
  { shopId, poolId, line }: Supplied,
  codes: readonly ClaimedCode[],
): Promise<void> {
  if (line.uploading && codes.some(({ live }) => live === false))
    await wakeUrgentUpload(tx, shopId, poolId);
  const { available, bufferFloor } = line;
  const left = available - codes.length;
  // Only the claim that falls under the floor asks: the refill that it asked for may take a while.
  const fell =
    bufferFloor !== null && left < bufferFloor && (available >= bufferFloor || left === 0);
  if (fell && codes.length > 0) await wakeRefill(tx, shopId, poolId);
}
