const minute = 60_000;
/** Callers that are remembered. The oldest is forgotten first. */
const maxCallers = 20_000;

/** Counts calls of each caller in windows of one minute, in this process. */
export interface CallsPerMinute {
  /** Counts a call. Returns 0, or the seconds until the caller may call again. */
  secondsToWait(caller: string, limit: number, now: Date): number;
}

export function countCalls(): CallsPerMinute {
  const callers = new Map<string, { since: number; calls: number }>();
  return {
    secondsToWait: (caller, limit, now) => {
      const at = now.getTime();
      const known = callers.get(caller);
      if (known && at - known.since < minute && at >= known.since) {
        known.calls += 1;
        return known.calls <= limit ? 0 : Math.ceil((known.since + minute - at) / 1000);
      }
      callers.delete(caller);
      callers.set(caller, { since: at, calls: 1 });
      const [oldest] = callers.keys();
      if (callers.size > maxCallers && oldest !== undefined) callers.delete(oldest);
      return 0;
    },
  };
}
