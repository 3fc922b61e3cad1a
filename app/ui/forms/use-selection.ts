import { useCallback, useState } from "react";

/** Which of the rows on the page are chosen. Rows that are gone, or may not be chosen any more, drop out. */
export function useSelection<Row extends { id: number }>(
  rows: readonly Row[],
  mayBeChosen: (row: Row) => boolean,
) {
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const open = rows.filter(mayBeChosen);
  const chosen = open.filter(({ id }) => ids.has(id));
  const toggle = (id: number, on: boolean) => {
    const next = new Set(ids);
    if (on) next.add(id);
    else next.delete(id);
    setIds(next);
  };
  const clear = useCallback(() => setIds(new Set()), []);
  return {
    chosen,
    isChosen: (id: number) => ids.has(id),
    toggle,
    /** Every row that may be chosen is. */
    all: open.length > 0 && chosen.length === open.length,
    /** Nothing on the page may be chosen. */
    none: open.length === 0,
    clear,
    toggleAll: (on: boolean) => setIds(new Set(on ? open.map(({ id }) => id) : [])),
  };
}
