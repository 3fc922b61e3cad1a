/** What a Vitest file uses of the sandbox: one of its own, and calls as the app or a buyer makes them. */
export { type AdminApi, adminApi } from "./for-tests/admin-api";
export { addCodes, newDiscount } from "./for-tests/discount-calls";
export { orderCalls } from "./for-tests/order-calls";
export { sessionToken, shopifyClient, signIn } from "./for-tests/shopify-client";
export {
  API_KEY,
  API_SECRET,
  DEMO_SHOP,
  OTHER_SHOP,
  type ReceivedRequest,
  type TestSandbox,
  testSandbox,
} from "./for-tests/test-sandbox";
