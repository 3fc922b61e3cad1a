import { seededRandom } from "../seed/random";

/** Probabilities (0 to 1) of delivery faults for the webhooks of a topic. */
interface DeliveryRule {
  /** Such as `orders/create`; null for every topic. The first matching rule applies. */
  topic: string | null;
  drop: number;
  /** Sends the webhook twice at the same time. */
  repeat: number;
  /** Whether a repeat has the same webhook ID or a new one for the same event. */
  repeatAs: "same-webhook" | "new-webhook";
  /** Delays the webhook briefly, so later ones overtake it. */
  reorder: number;
  /** Delays the webhook by `delayMs`. */
  delay: number;
  delayMs: number;
}

/** Faults of webhook deliveries. The same seed and webhooks have the same faults. */
export interface DeliveryPlan {
  seed: number;
  /** Number of deliveries decided so far. */
  decided: number;
  rules: DeliveryRule[];
}

export const noPlan = (): DeliveryPlan => ({ seed: 1, decided: 0, rules: [] });

const SHARES = ["drop", "repeat", "reorder", "delay"] as const;

/** Parses a plan: `{seed?, rules: [{topic?, drop?, repeat?, …}]}`. Returns an error message if invalid. */
export function readPlan(input: unknown): DeliveryPlan | string {
  const { seed = 1, rules = [] } = input as { seed?: unknown; rules?: Partial<DeliveryRule>[] };
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

export interface DeliveryFaults {
  drop: boolean;
  repeat: "same-webhook" | "new-webhook" | null;
  waitMs: number;
}

// Long enough that a simultaneous webhook without delay arrives first.
const REORDER_WITHIN_MS = 2000;

/** Decides the faults of the next delivery of a topic. */
export function decideDelivery(plan: DeliveryPlan, topic: string): DeliveryFaults {
  const rule = plan.rules.find((rule) => rule.topic === null || rule.topic === topic);
  if (!rule) return { drop: false, repeat: null, waitMs: 0 };
  plan.decided += 1;
  const random = seededRandom(Math.imul(plan.seed, 0x9e3779b1) + plan.decided * 0x85ebca6b);
  // Always draw all of them, so changing one share doesn't affect the others.
  const [drop, repeat, reorder, delay] = SHARES.map((name) => random.next() < rule[name]);
  const behind = Math.ceil(random.next() * REORDER_WITHIN_MS);
  return {
    drop: drop === true,
    repeat: repeat ? rule.repeatAs : null,
    waitMs: (reorder ? behind : 0) + (delay ? rule.delayMs : 0),
  };
}
