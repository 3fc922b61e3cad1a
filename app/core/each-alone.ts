/**
 * Works on one item after the other. One that fails is handed to `failed`, and does not keep the others
 * from their turn. Throws when `signal` is aborted: then the item that was being worked on did not fail.
 */
export async function eachAlone<Item>(
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
