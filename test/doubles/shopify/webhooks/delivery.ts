export interface Attempt {
  at: number;
  /** HTTP status, or null without a response. */
  status: number | null;
  error: string | null;
  durationMs: number;
}

/** One event for one URL, retried until it gets a 2xx response. */
export interface Delivery {
  id: string;
  webhookId: string;
  eventId: string;
  topic: string;
  shop: string;
  url: string;
  apiVersion: string;
  triggeredAt: number;
  body: string;
  state: "waiting" | "delivered" | "failed" | "dropped";
  attempts: Attempt[];
}

/** Totals of all deliveries of a topic, including those no longer kept. */
export interface DeliveryTotals {
  /** Number of events per URL. */
  created: number;
  /** Number of requests, including repeats and retries. */
  sent: number;
  delivered: number;
  failed: number;
  dropped: number;
}
