import { randomUUID } from "node:crypto";

// A busy process acknowledges late, and a process that exited has closed its stream. This limit is
// only for a stopped process, which does neither.
const ACKNOWLEDGE_MS = 30_000;

interface Follower {
  send: (offsetMs: number, move: number) => void;
  seen: number;
}

/**
 * Processes that follow the sandbox's clock. A move completes when all have acknowledged it, so a test
 * knows that the app sees the new time.
 */
export class Followers {
  readonly #followers = new Map<string, Follower>();
  #move = 0;
  #waiting: (() => void)[] = [];

  /** A server-sent event stream of offsets, starting with the current one. */
  follow(offsetMs: number): ReadableStream<Uint8Array> {
    const id = randomUUID();
    const encoder = new TextEncoder();
    return new ReadableStream({
      start: (controller) => {
        const send = (offset: number, move: number): void => {
          const event = JSON.stringify({ follower: id, offsetMs: offset, move });
          controller.enqueue(encoder.encode(`data: ${event}\n\n`));
        };
        this.#followers.set(id, { send, seen: this.#move });
        send(offsetMs, this.#move);
      },
      cancel: () => {
        this.#followers.delete(id);
        this.#wakeWaiting();
      },
    });
  }

  acknowledge(id: string, move: number): void {
    const follower = this.#followers.get(id);
    if (follower) follower.seen = move;
    this.#wakeWaiting();
  }

  async tell(offsetMs: number): Promise<void> {
    this.#move += 1;
    const move = this.#move;
    for (const follower of this.#followers.values()) follower.send(offsetMs, move);
    const deadline = performance.now() + ACKNOWLEDGE_MS;
    while (this.#behind(move) && performance.now() < deadline)
      await this.#nextAcknowledgement(deadline);
  }

  #behind(move: number): boolean {
    return [...this.#followers.values()].some((follower) => follower.seen < move);
  }

  #nextAcknowledgement(deadline: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, deadline - performance.now()));
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #wakeWaiting(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
