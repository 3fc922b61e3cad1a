import { useEffect, useState } from "react";

const noticeableMilliseconds = 8000;

/**
 * Whether `progress` hasn't changed for 8 seconds, long enough for someone watching to wonder. Null
 * means that nothing is running.
 */
export function useStandstill(progress: string | null): boolean {
  const [stoodStill, setStoodStill] = useState<string | null>(null);
  useEffect(() => {
    if (progress === null) return;
    const timer = setTimeout(() => setStoodStill(progress), noticeableMilliseconds);
    return () => clearTimeout(timer);
  }, [progress]);
  return progress !== null && stoodStill === progress;
}
