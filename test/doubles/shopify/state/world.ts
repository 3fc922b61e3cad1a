import type { Fault } from "../faults/fault";
import { type CheckoutSettings, REAL_CHECKOUT } from "../functions/checkout-settings";
import type { Mail } from "../inbox/mail";
import type { Shop } from "../shops/shop";
import type { Delivery, DeliveryTotals } from "../webhooks/delivery";
import { type DeliveryPlan, noPlan } from "../webhooks/delivery-plan";
import { type Pace, REAL_PACE } from "./pace";
import type { Task } from "./task";

/** The complete state of the sandbox. Plain data that is saved as is. */
export interface World {
  /** Increased when the format changes. Files with another version are not read. */
  version: number;
  clockOffsetMs: number;
  lastNumber: string;
  shops: Record<string, Shop>;
  tasks: Task[];
  faults: Fault[];
  mails: Mail[];
  /** By ID, oldest first. */
  deliveries: Record<string, Delivery>;
  /** IDs of finished deliveries, oldest first. Only the newest are kept. */
  finishedDeliveries: string[];
  deliveryTotals: Record<string, DeliveryTotals>;
  deliveryPlan: DeliveryPlan;
  pace: Pace;
  checkout: CheckoutSettings;
  /** Handles of functions that are not in the app's released version at the moment. */
  withdrawnFunctions: string[];
}

export const WORLD_VERSION = 8;

// Above 2^53, like real IDs: parsing them as JavaScript numbers loses digits.
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
    checkout: { ...REAL_CHECKOUT },
    withdrawnFunctions: [],
  };
}
