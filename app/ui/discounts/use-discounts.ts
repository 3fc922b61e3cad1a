import { useEffect } from "react";
import type { ListedDiscount } from "../../discounts/list-discounts.server";
import { useFetcher } from "../../http/browser";

/** What `/app/discounts/list` answers. */
interface ListAnswer {
  search: string;
  cursor: string | null;
  /** Why the platform could not be asked; then `discounts` are our copies. */
  failure: string | null;
  discounts: ListedDiscount[];
  nextCursor: string | null;
}

/** A page of discounts as the platform has them; null until it has answered to this question. */
export function useDiscounts({ search, cursor }: { search: string; cursor: string | null }) {
  const { load, data, state } = useFetcher<ListAnswer>();
  useEffect(() => {
    const query = new URLSearchParams({ search, ...(cursor ? { cursor } : {}) });
    load(`/app/discounts/list?${query}`);
  }, [load, search, cursor]);
  const answered = data?.search === search && data.cursor === cursor ? data : null;
  return { answer: answered, loading: state !== "idle" || !answered };
}
