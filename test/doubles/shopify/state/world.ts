import type { Fault } from "../faults/fault";
import type { Mail } from "../inbox/mail";
import type { Shop } from "../shops/shop";
import type { Delivery, DeliveryTotals } from "../webhooks/delivery";
import { type DeliveryPlan, noPlan } from "../webhooks/delivery-plan";
import { type Pace, REAL_PACE } from "./pace";
import type { Task } from "./task";

/** Everything the sandbox remembers. Plain data: it goes to the state file as it is. */
export interface World {
  /** Raised when the shape changes; a file of another version is not read. */
  version: number;
  clockOffsetMs: number;
  lastNumber: string;
  shops: Record<string, Shop>;
  tasks: Task[];
  faults: Fault[];
  mails: Mail[];
  /** By id, oldest first. */
  deliveries: Record<string, Delivery>;
  /** Those that are over, oldest first; only the youngest of them are kept. */
  finishedDeliveries: string[];
  deliveryTotals: Record<string, DeliveryTotals>;
  deliveryPlan: DeliveryPlan;
  pace: Pace;
}

export const WORLD_VERSION = 4;

// Above 2^53: whoever reads an id as a number loses its last digits here, as with real payloads.
const FIRST_NUMBER = "9100000000000000";

export function emptyWorld(): World {
  return {
    version: WORLD_VERSION,
    clockOffsetMs: 0,
    lastNumber: FIRST_NUMBER,
    shops: {},
    tasks: [],
    faults: [],
    mails: [],
    deliveries: {},
    finishedDeliveries: [],
    deliveryTotals: {},
    deliveryPlan: noPlan(),
    pace: { ...REAL_PACE },
  };
}
