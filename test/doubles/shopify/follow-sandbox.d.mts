/** Milliseconds of the real clock, also while `Date` follows a sandbox. */
export function realNow(): number;

/** A process that is behind a sandbox. */
export interface Follower {
  /** False when no sandbox answers yet: then the clock is the real one until one does. */
  heard: boolean;
  /** Puts `fetch` and `Date` back. */
  leave(): void;
}

/**
 * Puts this process behind a sandbox: what it sends to Shopify goes there, and its clock is the
 * sandbox's. Resolves as soon as the process has the sandbox's time. Only one sandbox at a time.
 */
export function followSandbox(sandboxUrl: string): Promise<Follower>;
