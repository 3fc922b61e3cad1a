import type { RequestPriority } from "../../platform";
import { emptyBucket, type RequestCost, recordCost, spend, waitFor } from "./point-bucket";

/** Result of a request; `receipt` is null if the response had no cost information. */
export interface RequestOutcome<Value> {
  value: Value;
  receipt: RequestCost | null;
}

interface QueuedRequest {
  cost: number;
  start: () => void;
}

/**
 * Maximum number of bulk requests in flight: enough to use the restored points at a third of a second per
 * request, few enough not to flood Shopify ahead of more urgent requests.
 */
const bulkAtOnce = (restoreRate = 0): number => Math.max(12, restoreRate / 25);

/**
 * The requests of one shop in this process. Each waits until its points are available. Higher
 * priorities go first; within a priority they go in order, so an expensive request isn't starved.
 */
export class RequestQueue {
  readonly #bucket = emptyBucket();
  readonly #waiting: Record<RequestPriority, QueuedRequest[]> = {
    urgent: [],
    normal: [],
    bulk: [],
  };
  #bulkUnderWay = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Runs `send` once `cost` points are available. */
  run<Value>(
    cost: number,
    priority: RequestPriority,
    send: () => Promise<RequestOutcome<Value>>,
  ): Promise<Value> {
    return new Promise((resolve, reject) => {
      const start = (): void => void this.#start(cost, priority, send).then(resolve, reject);
      this.#waiting[priority].push({ cost, start });
      this.#pump();
    });
  }

  async #start<Value>(
    cost: number,
    priority: RequestPriority,
    send: () => Promise<RequestOutcome<Value>>,
  ): Promise<Value> {
    const spending = spend(this.#bucket, cost, performance.now());
    const bulk = priority === "bulk" ? 1 : 0;
    this.#bulkUnderWay += bulk;
    let receipt: RequestCost | null = null;
    try {
      const settled = await send();
      receipt = settled.receipt;
      return settled.value;
    } finally {
      this.#bulkUnderWay -= bulk;
      recordCost(this.#bucket, spending, receipt, performance.now());
      this.#pump();
    }
  }

  #pump(): void {
    clearTimeout(this.#timer);
    for (const priority of ["urgent", "normal", "bulk"] as const) {
      for (let next = this.#waiting[priority][0]; next; next = this.#waiting[priority][0]) {
        const max = bulkAtOnce(this.#bucket.known?.restoreRate);
        if (priority === "bulk" && this.#bulkUnderWay >= max) return;
        const wait = waitFor(this.#bucket, next.cost, priority, performance.now());
        if (wait > 0) {
          // The ones behind wait too: the points being restored are for this one.
          if (Number.isFinite(wait)) this.#timer = setTimeout(() => this.#pump(), wait);
          return;
        }
        this.#waiting[priority].shift();
        next.start();
      }
    }
  }
}
