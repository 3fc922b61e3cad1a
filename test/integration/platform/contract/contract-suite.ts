import { codes } from "./codes";
import { creatingDiscounts } from "./creating-discounts";
import { customers } from "./customers";
import { faults } from "./faults";
import { findingDiscounts } from "./finding-discounts";
import type { Check } from "./test-driver";

/** The contract that every implementation of the platform port must fulfill. */
export const contractSuite: readonly Check[] = [
  ...creatingDiscounts,
  ...findingDiscounts,
  ...codes,
  ...customers,
  ...faults,
];
