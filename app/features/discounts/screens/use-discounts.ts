import { useCallback, useEffect, useRef, useState } from "react";
import { useFetcher } from "../../../ui/browser";
import type { ListedDiscount } from "../list-discounts.server";

/** What `/app/discounts/list` answers. */
export interface ListAnswer {
  search: string;
  cursor: string | null;
  /** Why the platform could not be asked; then `discounts` are our copies. */
  failure: string | null;
  /** It may answer later. */
  unreachable: boolean;
  discounts: ListedDiscount[];
  nextCursor: string | null;
}

const shortestPauseMs = 15_000;
const longestPauseMs = 5 * 60_000;

/**
 * A page of discounts as the platform has them; `answer` is null until it has answered to this
 * question. While the platform is away it is asked again by itself: `nextTryAt` says when.
 */
export function useDiscounts({ search, cursor }: { search: string; cursor: string | null }) {
  const { load, data, state } = useFetcher<ListAnswer>();
  const pauseMs = useRef(shortestPauseMs);
  const [nextTryAt, setNextTryAt] = useState<Date | null>(null);
  const query = new URLSearchParams({ search, ...(cursor ? { cursor } : {}) }).toString();
  const ask = useCallback(() => load(`/app/discounts/list?${query}`), [load, query]);
  useEffect(ask, [ask]);
  useEffect(() => {
    if (!data?.unreachable) {
      pauseMs.current = shortestPauseMs;
      setNextTryAt(null);
      return;
    }
    const pause = pauseMs.current;
    pauseMs.current = Math.min(longestPauseMs, pause * 2);
    setNextTryAt(new Date(Date.now() + pause));
    const timer = setTimeout(ask, pause);
    return () => clearTimeout(timer);
  }, [data, ask]);
  const answered = data?.search === search && data.cursor === cursor ? data : null;
  return { answer: answered, loading: state !== "idle" || !answered, nextTryAt, ask };
}
