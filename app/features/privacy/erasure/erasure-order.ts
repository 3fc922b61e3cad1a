/** A foreign key: `from` has rows that point at rows of `to`. */
export interface ForeignKey {
  from: string;
  to: string;
}

/**
 * The tables in the order in which their rows can be deleted: a table comes before every table that
 * it refers to. A table that refers to itself does not count. Throws, naming the tables, when foreign
 * keys form a cycle: no order is right then.
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
