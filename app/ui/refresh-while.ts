import { useEffect } from "react";
import { useRevalidator } from "./browser";

const everyMilliseconds = 1000;

/** Reloads the page's data every second while `busy`. */
export function useRefreshWhile(busy: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!busy || state !== "idle") return;
    const timer = setTimeout(revalidate, everyMilliseconds);
    return () => clearTimeout(timer);
  }, [busy, state, revalidate]);
}
