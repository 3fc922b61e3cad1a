import type { World } from "./world";

/** The numeric part of a new id. Unique over all shops and kinds, ascending with time. */
export function nextNumber(world: World): string {
  world.lastNumber = (BigInt(world.lastNumber) + 1n).toString();
  return world.lastNumber;
}
