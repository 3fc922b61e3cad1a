/** Marks that are remembered at most: each is sent along with every look into the queue. */
const mostMarks = 200;

/**
 * Lets shops take turns. Jobs carry a mark of their shop. After one was taken, others of the same mark
 * are passed over until no other shop has one waiting; then a new round begins. So a shop with ten
 * thousand jobs delays every other shop by one of them, not by all.
 */
export function fairTurns() {
  /** The marks whose turn in this round is over, with the priority of their job as the queue's number. */
  const served = new Map<string, number>();
  /** Looks into the queue that are under way, or failed, and passed something over. */
  let restricted = 0;
  return {
    /** Marks to pass over in the next look into the queue. */
    passOver(): string[] {
      if (served.size > 0) restricted += 1;
      return [...served.keys()];
    },
    /** A job with these marks was taken. */
    taken(marks: readonly string[], priority: number): void {
      restricted = Math.max(0, restricted - 1);
      // What is more urgent waits only in shops whose turn is over: their next round begins.
      for (const [mark, of] of served) if (of < priority) served.delete(mark);
      for (const mark of marks) served.set(mark, priority);
      for (const mark of served.keys()) {
        if (served.size <= mostMarks) break;
        served.delete(mark);
      }
    },
    /** No job was found. True when shops were passed over: look again, without that. */
    nothingFound(): boolean {
      if (restricted === 0) return false;
      restricted -= 1;
      served.clear();
      return true;
    },
  };
}
