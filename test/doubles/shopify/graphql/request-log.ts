import type { Sandbox } from "../sandbox";

export interface RequestLogEntry {
  at: number;
  shop: string;
  /** The operation's name and root fields. */
  operation: string;
  fields: string[];
  requestedCost: number;
  actualCost: number | null;
  durationMs: number;
  /** `answered`, or the reason why not. */
  outcome: string;
}

const KEPT_REQUESTS = 300;

export function logRequest(sandbox: Sandbox, entry: RequestLogEntry): void {
  sandbox.requests.push(entry);
  if (sandbox.requests.length > KEPT_REQUESTS) sandbox.requests.shift();
}
