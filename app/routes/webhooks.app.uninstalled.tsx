import { z } from "zod";
import { uninstallShop } from "../features/privacy/uninstall-shop.server";
import { webhook } from "../webhooks/webhook.server";

/** `app/uninstalled`: the shop removed the app. Its token is dead already. */
export const action = webhook("app/uninstalled", z.looseObject({}), (tx, { services, shop, at }) =>
  uninstallShop(services, tx, shop, { at }),
);
