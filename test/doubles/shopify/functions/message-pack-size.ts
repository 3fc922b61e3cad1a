import type { Json } from "./thread/input-reader";

/** The bytes of a value as MessagePack, in which Shopify measures inputs and outputs (recorded). */
export function messagePackSize(value: Json): number {
  if (value === null || typeof value === "boolean") return 1;
  if (typeof value === "number") return numberSize(value);
  if (typeof value === "string") {
    const bytes = Buffer.byteLength(value);
    return bytes + (bytes < 32 ? 1 : bytes < 256 ? 2 : bytes < 65_536 ? 3 : 5);
  }
  const parts: Json[] = Array.isArray(value) ? value : Object.entries(value).flat();
  const count = Array.isArray(value) ? parts.length : parts.length / 2;
  const head = count < 16 ? 1 : count < 65_536 ? 3 : 5;
  return parts.reduce((sum: number, part) => sum + messagePackSize(part), head);
}

function numberSize(value: number): number {
  if (!Number.isInteger(value)) return 9;
  if (value >= -32 && value < 128) return 1;
  const bits = value < 0 ? -value * 2 - 1 : value;
  return bits < 256 ? 2 : bits < 65_536 ? 3 : bits < 2 ** 32 ? 5 : 9;
}
