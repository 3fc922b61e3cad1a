import { seededRandom } from "../seed/random";

/** How likely each misfortune is, 0..1, for the events of a topic. */
interface DeliveryRule {
  /** As in `orders/create`; null for every topic. The first rule that fits counts. */
  topic: string | null;
  drop: number;
  /** Sent twice, at the same time. */
  repeat: number;
  /** What a repeat looks like: the same webhook id, or a new one for the same event. */
  repeatAs: "same-webhook" | "new-webhook";
  /** Held back for a moment, so that later events overtake it. */
  reorder: number;
  /** Held back for `delayMs`. */
  delay: number;
  delayMs: number;
}

/** What happens to webhooks on their way. The same seed and events give the same misfortunes. */
export interface DeliveryPlan {
  seed: number;
  /** Deliveries that were decided so far. */
  decided: number;
  rules: DeliveryRule[];
}

export const noPlan = (): DeliveryPlan => ({ seed: 1, decided: 0, rules: [] });

const SHARES = ["drop", "repeat", "reorder", "delay"] as const;

/** Reads an order of a plan: `{seed?, rules: [{topic?, drop?, repeat?, …}]}`, or tells what is wrong. */
export function readPlan(asked: unknown): DeliveryPlan | string {
  const { seed = 1, rules = [] } = asked as { seed?: unknown; rules?: Partial<DeliveryRule>[] };
  if (typeof seed !== "number" || !Array.isArray(rules)) return "A plan is a seed and rules";
  for (const rule of rules) {
    const wrong = SHARES.find((name) => !((rule[name] ?? 0) >= 0 && (rule[name] ?? 0) <= 1));
    if (wrong) return `${wrong} is not a share from 0 to 1`;
    const { repeatAs = "same-webhook" } = rule;
    if (repeatAs !== "same-webhook" && repeatAs !== "new-webhook") return "repeatAs is not known";
  }
  const luck = { drop: 0, repeat: 0, repeatAs: "same-webhook" as const, reorder: 0, delay: 0 };
  return {
    seed,
    decided: 0,
    rules: rules.map((rule) => ({ topic: null, delayMs: 60_000, ...luck, ...rule })),
  };
}

export interface Misfortune {
  drop: boolean;
  repeat: "same-webhook" | "new-webhook" | null;
  waitMs: number;
}

// Enough that an event of the same moment, sent without delay, is surely there first.
const REORDER_WITHIN_MS = 2000;

/** Decides on the next delivery of a topic. */
export function decideDelivery(plan: DeliveryPlan, topic: string): Misfortune {
  const rule = plan.rules.find((one) => one.topic === null || one.topic === topic);
  if (!rule) return { drop: false, repeat: null, waitMs: 0 };
  plan.decided += 1;
  const random = seededRandom(Math.imul(plan.seed, 0x9e3779b1) + plan.decided * 0x85ebca6b);
  // Each is drawn in any case: a changed share of one leaves the others as they were.
  const [drop, repeat, reorder, delay] = SHARES.map((name) => random.next() < rule[name]);
  const behind = Math.ceil(random.next() * REORDER_WITHIN_MS);
  return {
    drop: drop === true,
    repeat: repeat ? rule.repeatAs : null,
    waitMs: (reorder ? behind : 0) + (delay ? rule.delayMs : 0),
  };
}
