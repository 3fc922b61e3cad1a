import { seededRandom } from "../seed/random";
import type { Fault } from "./fault";

/** Whether chance strikes; with a seed, the n-th chance of a fault is the same at every run. */
export function strikes(fault: Fault, rate: number): boolean {
  if (rate >= 1) return true;
  fault.drawn += 1;
  // Seeds that lie far apart, so that the chances of neighbouring seeds are no shifted copies.
  const chance = fault.seed === null ? undefined : seededRandom(fault.seed * 65_537 + fault.drawn);
  return (chance ? chance.next() : Math.random()) < rate;
}
