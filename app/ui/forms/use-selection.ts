import { useCallback, useState } from "react";

/** The selected rows of the page. Rows that disappear or become unselectable drop out. */
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
    /** Every selectable row is selected. */
    all: open.length > 0 && chosen.length === open.length,
    /** No row on the page is selectable. */
    none: open.length === 0,
    clear,
    toggleAll: (on: boolean) => setIds(new Set(on ? open.map(({ id }) => id) : [])),
  };
}
