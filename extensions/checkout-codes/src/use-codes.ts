import { useEffect, useState } from "preact/hooks";
import { type Caller, readCodes, type ShopperCode } from "./shopper-codes";

type Codes = { state: "loading" } | { state: "failed" } | { state: "loaded"; codes: ShopperCode[] };

/** The customer's codes, read once, and again with `retry`. */
export function useCodes(caller: Caller): Codes & { retry(): void } {
  const [codes, setCodes] = useState<Codes>({ state: "loading" });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt repeats the read, and the caller never changes
  useEffect(() => {
    let current = true;
    setCodes({ state: "loading" });
    readCodes(caller).then(
      (read) => current && setCodes({ state: "loaded", codes: read }),
      () => current && setCodes({ state: "failed" }),
    );
    return () => {
      current = false;
    };
  }, [attempt]);
  return { ...codes, retry: () => setAttempt(attempt + 1) };
}
