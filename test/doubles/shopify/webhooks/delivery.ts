export interface Attempt {
  at: number;
  /** HTTP status, or null when no answer came. */
  status: number | null;
  error: string | null;
  durationMs: number;
}

/** One event for one address: sent, and sent again until it is answered with 2xx. */
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

/** What became of all the deliveries of a topic, also of those that are no longer kept. */
export interface DeliveryTotals {
  /** Events for an address. */
  created: number;
  /** Requests sent, repeats and retries included. */
  sent: number;
  delivered: number;
  failed: number;
  dropped: number;
}
