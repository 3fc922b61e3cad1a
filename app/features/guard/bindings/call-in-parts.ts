import { failure, type Result, success } from "../../../core/result";

/**
 * Splits items into parts of at most `size` and runs a call for each, all at the same time: the
 * platform's client lets through what the rate limit allows. Resolves after the last call, with the
 * first failure if any.
 */
export async function callInParts<Item, Failure>(
  items: readonly Item[],
  size: number,
  call: (part: Item[]) => Promise<Result<unknown, Failure>>,
): Promise<Result<null, Failure>> {
  const parts = Array.from({ length: Math.ceil(items.length / size) }, (_, place) =>
    items.slice(place * size, (place + 1) * size),
  );
  for (const result of await Promise.all(parts.map(call))) {
    if (!result.ok) return failure(result.failure);
  }
  return success(null);
}
