/** Maximum number of flags to remember. All of them are sent with each poll of the queue. */
const maxFlags = 200;

/**
 * Round-robin between shops. Jobs are flagged with their shop. After one was taken, other jobs with
 * the same flag are skipped until no other shop has one pending. Then a new round begins. A shop
 * with ten thousand jobs delays the others by one job, not by all of them.
 */
export function fairTurns() {
  /** Flags already served in this round, with the priority of their job. */
  const served = new Map<string, number>();
  /** Polls in progress or failed that skipped something. */
  let restricted = 0;
  return {
    /** Flags to skip in the next poll. */
    passOver(): string[] {
      if (served.size > 0) restricted += 1;
      return [...served.keys()];
    },
    /** A job with these flags was taken. */
    taken(flags: readonly string[], priority: number): void {
      restricted = Math.max(0, restricted - 1);
      // Only shops already served have more urgent jobs: start their next round.
      for (const [flag, of] of served) if (of < priority) served.delete(flag);
      for (const flag of flags) served.set(flag, priority);
      for (const flag of served.keys()) {
        if (served.size <= maxFlags) break;
        served.delete(flag);
      }
    },
    /** No job was found. True if shops were skipped: poll again without skipping. */
    nothingFound(): boolean {
      if (restricted === 0) return false;
      restricted -= 1;
      served.clear();
      return true;
    },
  };
}
