import { useCallback, useEffect, useRef, useState } from "react";
import { useFetcher } from "../../../ui/browser";
import type { ListedDiscount } from "../list-discounts.server";

/** The response of `/app/discounts/list`. */
export interface DiscountListResponse {
  search: string;
  cursor: string | null;
  /** Why the platform couldn't be queried. `discounts` are then cached copies. */
  failure: string | null;
  /** Retrying may help. */
  unreachable: boolean;
  discounts: ListedDiscount[];
  nextCursor: string | null;
}

const minPauseMs = 15_000;
const maxPauseMs = 5 * 60_000;

/**
 * A page of discounts from the platform. `response` is null until it responds to the current query.
 * While it is unreachable, the query is retried; `nextTryAt` says when.
 */
export function useDiscounts({ search, cursor }: { search: string; cursor: string | null }) {
  const { load, data, state } = useFetcher<DiscountListResponse>();
  const pauseMs = useRef(minPauseMs);
  const [nextTryAt, setNextTryAt] = useState<Date | null>(null);
  const query = new URLSearchParams({ search, ...(cursor ? { cursor } : {}) }).toString();
  const reload = useCallback(() => load(`/app/discounts/list?${query}`), [load, query]);
  useEffect(reload, [reload]);
  useEffect(() => {
    if (!data?.unreachable) {
      pauseMs.current = minPauseMs;
      setNextTryAt(null);
      return;
    }
    const pause = pauseMs.current;
    pauseMs.current = Math.min(maxPauseMs, pause * 2);
    setNextTryAt(new Date(Date.now() + pause));
    const timer = setTimeout(reload, pause);
    return () => clearTimeout(timer);
  }, [data, reload]);
  const response = data?.search === search && data.cursor === cursor ? data : null;
  return { response, loading: state !== "idle" || !response, nextTryAt, reload };
}
