import type { RequestPriority } from "../../platform";
import { emptyBelief, type RequestCost, recordCost, spend, waitFor } from "./point-bucket";

/** What a request leaves when it is over: `receipt` is null where Shopify told nothing of points. */
export interface RequestOutcome<Answer> {
  answer: Answer;
  receipt: RequestCost | null;
}

interface Waiting {
  cost: number;
  start: () => void;
}

/**
 * So many bulk requests are under way at once: enough to spend what is restored while each takes a
 * third of a second, and few enough that a full bucket is not thrown at Shopify in one moment, in
 * front of whoever waits.
 */
const bulkAtOnce = (restoreRate = 0): number => Math.max(12, restoreRate / 25);

/**
 * The requests of one shop and process: each waits until its points are there. Urgent ones go
 * first, and within an urgency the first to come, so that a dear request is not overtaken for ever.
 */
export class RequestQueue {
  readonly #bucket = emptyBelief();
  readonly #waiting: Record<RequestPriority, Waiting[]> = { urgent: [], normal: [], bulk: [] };
  #bulkUnderWay = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Runs `send` when `cost` points are there. */
  run<Answer>(
    cost: number,
    urgency: RequestPriority,
    send: () => Promise<RequestOutcome<Answer>>,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const start = (): void => void this.#start(cost, urgency, send).then(resolve, reject);
      this.#waiting[urgency].push({ cost, start });
      this.#pump();
    });
  }

  async #start<Answer>(
    cost: number,
    urgency: RequestPriority,
    send: () => Promise<RequestOutcome<Answer>>,
  ): Promise<Answer> {
    const spending = spend(this.#bucket, cost, performance.now());
    const bulk = urgency === "bulk" ? 1 : 0;
    this.#bulkUnderWay += bulk;
    let receipt: RequestCost | null = null;
    try {
      const settled = await send();
      receipt = settled.receipt;
      return settled.answer;
    } finally {
      this.#bulkUnderWay -= bulk;
      recordCost(this.#bucket, spending, receipt, performance.now());
      this.#pump();
    }
  }

  #pump(): void {
    clearTimeout(this.#timer);
    for (const urgency of ["urgent", "normal", "bulk"] as const) {
      for (let next = this.#waiting[urgency][0]; next; next = this.#waiting[urgency][0]) {
        const most = bulkAtOnce(this.#bucket.known?.restoreRate);
        if (urgency === "bulk" && this.#bulkUnderWay >= most) return;
        const wait = waitFor(this.#bucket, next.cost, urgency, performance.now());
        if (wait > 0) {
          // Those behind wait, too: the points that are being restored are for this one.
          if (Number.isFinite(wait)) this.#timer = setTimeout(() => this.#pump(), wait);
          return;
        }
        this.#waiting[urgency].shift();
        next.start();
      }
    }
  }
}
