import { useEffect } from "react";
import { useFetcher } from "../../../ui/browser";

export interface FoundPool {
  id: number;
  name: string;
  handle: string;
}

/** The first pools whose name contains the text. Typing more narrows them down. */
export function useFoundPools(search: string): { pools: FoundPool[]; loading: boolean } {
  const { load, data, state } = useFetcher<{ pools: FoundPool[] }>();
  useEffect(() => {
    load(`/app/api-keys/pools?search=${encodeURIComponent(search)}`);
  }, [search, load]);
  return { pools: data?.pools ?? [], loading: state !== "idle" };
}
