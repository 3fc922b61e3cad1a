/**
 * Processes items one by one. Passes the error of an item to `failed` and continues. Throws when
 * `signal` is aborted; the item in progress then doesn't count as failed.
 */
export async function eachIsolated<Item>(
  items: Iterable<Item>,
  signal: AbortSignal | undefined,
  work: (item: Item) => Promise<unknown>,
  failed: (item: Item, error: unknown) => void,
): Promise<void> {
  for (const item of items) {
    signal?.throwIfAborted();
    try {
      await work(item);
    } catch (error) {
      signal?.throwIfAborted();
      failed(item, error);
    }
  }
}
