/** The real time in milliseconds, even while `Date` follows a sandbox. */
export function realNow(): number;

/** The connection of a process to a sandbox. */
export interface Follower {
  /** False if no sandbox is running yet. The process uses the real time until one is. */
  connected: boolean;
  /** Restores `fetch` and `Date`. */
  leave(): void;
}

/**
 * Redirects this process's requests for Shopify to a sandbox and applies the sandbox's clock. Resolves
 * once the process has the sandbox's time. A process can follow only one sandbox at a time.
 */
export function followSandbox(sandboxUrl: string): Promise<Follower>;
