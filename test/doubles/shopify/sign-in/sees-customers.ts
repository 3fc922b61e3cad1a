import type { Shop } from "../shops/shop";
import { impliedScopes } from "./scopes";

/** Whether the app may know a store's customers, as the scopes that the merchant granted say. */
export const seesCustomers = ({ installation }: Shop): boolean =>
  impliedScopes(installation?.scopes ?? []).has("read_customers");
