import { codes } from "./codes";
import { creatingDiscounts } from "./creating-discounts";
import { findingDiscounts } from "./finding-discounts";
import { mishaps } from "./mishaps";
import type { Check } from "./witness";

/** What every platform must keep, whatever the shop system behind it. */
export const battery: readonly Check[] = [
  ...creatingDiscounts,
  ...findingDiscounts,
  ...codes,
  ...mishaps,
];
