/** A foreign key: rows of `from` reference rows of `to`. */
export interface ForeignKey {
  from: string;
  to: string;
}

/**
 * Sorts tables so their rows can be deleted in order: a table comes before the tables it
 * references. Self-references are ignored. Throws, with the table names, when foreign keys form a
 * cycle.
 */
export function erasureOrder(
  tables: readonly string[],
  foreignKeys: readonly ForeignKey[],
): string[] {
  const order: string[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const isReferredTo = (table: string) =>
      foreignKeys.some(({ from, to }) => to === table && from !== table && left.includes(from));
    const free = left.filter((table) => !isReferredTo(table));
    if (free.length === 0) {
      throw new Error(`Foreign keys form a cycle between these tables: ${left.join(", ")}.`);
    }
    order.push(...free);
    left = left.filter((table) => !free.includes(table));
  }
  return order;
}
