import { useEffect } from "react";
import { useRevalidator } from "./browser";

const everyMilliseconds = 1000;

/** Reads the page's data anew every second, as long as something on it is at work. */
export function useRefreshWhile(busy: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!busy || state !== "idle") return;
    const timer = setTimeout(revalidate, everyMilliseconds);
    return () => clearTimeout(timer);
  }, [busy, state, revalidate]);
}
