import type { World } from "./world";

/** The numeric part of a new ID. Unique across shops and types, and ascending. */
export function nextNumber(world: World): string {
  world.lastNumber = (BigInt(world.lastNumber) + 1n).toString();
  return world.lastNumber;
}
