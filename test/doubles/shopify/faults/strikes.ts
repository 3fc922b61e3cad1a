import { seededRandom } from "../seed/random";
import type { Fault } from "./fault";

/** Draws whether a fault occurs. With a seed, the n-th draw is the same in every run. */
export function strikes(fault: Fault, rate: number): boolean {
  if (rate >= 1) return true;
  fault.drawn += 1;
  // Spreads the seeds, so neighboring ones don't produce shifted copies of the same sequence.
  const chance = fault.seed === null ? undefined : seededRandom(fault.seed * 65_537 + fault.drawn);
  return (chance ? chance.next() : Math.random()) < rate;
}
