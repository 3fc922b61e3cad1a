/** How the checkout behaves where Shopify's documents leave it open, so that both ways are tested. */
export interface CheckoutSettings {
  /** Whether functions see the customer whose address a guest typed. */
  attachCustomerToGuest: boolean;
  /** Whether functions see codes as the shop wrote them or as the buyer typed them. */
  codeCase: "shop" | "typed";
}

/** Other apps report that the customer is attached, not signed in. The case of codes is a guess. */
export const REAL_CHECKOUT: Readonly<CheckoutSettings> = {
  attachCustomerToGuest: true,
  codeCase: "shop",
};
