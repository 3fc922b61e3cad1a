/** What a program uses of the sandbox: it starts one, and reads or prepares what a store contains. */

export { createCustomer } from "./customers/create-customer";
export { removeCodes } from "./discounts/codes/code-index";
export type { Discount } from "./discounts/discount";
export type { Fault } from "./faults/fault";
export { type AdminSchema, loadSchema } from "./graphql/load-schema";
export { queryCost } from "./graphql/query-cost";
export { fitsSegment } from "./orders/terms/fits-segment";
export { makeShop } from "./seed/make-shop";
export { demoStore } from "./seed/profile";
export { gid, parseGid } from "./shops/gid";
export { installApp } from "./shops/install-app";
export type { Shop } from "./shops/shop";
export { uninstallApp } from "./shops/uninstall-app";
export { issueExpiringToken } from "./sign-in/issue-tokens";
export { mintSessionToken } from "./sign-in/mint-session-token";
export { impliedScopes } from "./sign-in/scopes";
export { type RunningSandbox, startSandbox } from "./start-sandbox";
