/** Usage limits of a discount. */
export interface UseLimits {
  /** Total uses per code; null: unlimited. */
  usageLimit: number | null;
  oncePerCustomer: boolean;
}

/**
 * Whether the platform accepts a code again after its order was canceled. It doesn't give the use
 * back, so any limit may reject the code. False for an unknown discount.
 */
export function usableAgain(limits: UseLimits | null | undefined): boolean {
  return limits ? limits.usageLimit === null && !limits.oncePerCustomer : false;
}
