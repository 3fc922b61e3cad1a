import { adminFrameRoutes } from "./admin-frame/admin-frame-routes";
import { appBridgeRoute } from "./app-bridge/app-bridge-route";
import { appProxyRoutes } from "./app-proxy/app-proxy-routes";
import { checkoutExtensionRoutes } from "./checkout-extensions/checkout-extension-routes";
import { clockRoutes } from "./clock/clock-routes";
import { controlRoutes } from "./control/control-routes";
import { paceRoutes } from "./control/pace-routes";
import { customerRoutes } from "./customers/customer-routes";
import { discountControlRoutes } from "./discounts/discount-control-routes";
import { discountPageRoutes } from "./discounts/pages/discount-page-routes";
import { extensionRoutes } from "./extensions/extension-routes";
import { faultRoutes } from "./faults/fault-routes";
import { functionRoutes } from "./functions/function-routes";
import { adminEndpoint } from "./graphql/admin-endpoint";
import type { Route } from "./http/route";
import { inboxRoutes } from "./inbox/inbox-routes";
import { landingRoute } from "./landing/landing-route";
import { orderRoutes } from "./orders/control/order-routes";
import { orderPageRoutes } from "./orders/pages/order-page-routes";
import { blockRoutes } from "./placements/block-routes";
import { editorRoutes } from "./placements/editor-routes";
import { tokenEndpoint } from "./sign-in/token-endpoint";
import { tokenRoutes } from "./sign-in/token-routes";
import { cartRoutes } from "./storefront/cart-routes";
import { checkoutRoutes } from "./storefront/checkout-routes";
import { shoppingRoutes } from "./storefront/shopping-routes";
import { assetRoutes } from "./theme/asset-routes";
import { webhookRoutes } from "./webhooks/webhook-routes";

/** All routes of the sandbox. Each feature adds its routes here. */
export const routes: readonly Route[] = [
  landingRoute,
  tokenEndpoint,
  adminEndpoint,
  appBridgeRoute,
  ...adminFrameRoutes,
  ...discountControlRoutes,
  ...discountPageRoutes,
  ...inboxRoutes,
  ...clockRoutes,
  ...extensionRoutes,
  ...functionRoutes,
  ...faultRoutes,
  ...tokenRoutes,
  ...webhookRoutes,
  ...customerRoutes,
  ...orderRoutes,
  ...orderPageRoutes,
  ...shoppingRoutes,
  ...cartRoutes,
  ...checkoutRoutes,
  ...checkoutExtensionRoutes,
  ...blockRoutes,
  ...editorRoutes,
  ...assetRoutes,
  // After the store's own addresses, because a proxy may have any name.
  ...appProxyRoutes,
  ...controlRoutes,
  ...paceRoutes,
];
