import { codes } from "./codes";
import { creatingDiscounts } from "./creating-discounts";
import { mishaps } from "./faults";
import { findingDiscounts } from "./finding-discounts";
import type { Check } from "./test-driver";

/** What every platform must keep, whatever the shop system behind it. */
export const contractSuite: readonly Check[] = [
  ...creatingDiscounts,
  ...findingDiscounts,
  ...codes,
  ...mishaps,
];
