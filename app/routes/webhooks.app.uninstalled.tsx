import { z } from "zod";
import { webhook } from "../http/webhook.server";
import { uninstallShop } from "../privacy/uninstall-shop.server";

/** `app/uninstalled`: the shop removed the app. Its token is dead already. */
export const action = webhook("app/uninstalled", z.looseObject({}), (tx, { services, shop, at }) =>
  uninstallShop(services, tx, shop, { at }),
);
