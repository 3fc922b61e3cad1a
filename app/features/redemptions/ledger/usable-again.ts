/** What a discount says about using a code more than once. */
export interface UseLimits {
  /** How often a code may be used; null: as often as anybody likes. */
  usageLimit: number | null;
  oncePerCustomer: boolean;
}

/**
 * Whether the platform takes a code again after its order was cancelled. It does not give the use
 * back, so any limit may refuse it; of a discount that we do not know, nothing can be promised.
 */
export function usableAgain(limits: UseLimits | null | undefined): boolean {
  return limits ? limits.usageLimit === null && !limits.oncePerCustomer : false;
}
