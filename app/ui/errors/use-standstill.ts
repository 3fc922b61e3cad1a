import { useEffect, useState } from "react";

const noticeableMilliseconds = 8000;

/** Whether `progress` has stayed the same for so long that someone who watches wonders. Null: nothing is under way. */
export function useStandstill(progress: string | null): boolean {
  const [stoodStill, setStoodStill] = useState<string | null>(null);
  useEffect(() => {
    if (progress === null) return;
    const timer = setTimeout(() => setStoodStill(progress), noticeableMilliseconds);
    return () => clearTimeout(timer);
  }, [progress]);
  return progress !== null && stoodStill === progress;
}
