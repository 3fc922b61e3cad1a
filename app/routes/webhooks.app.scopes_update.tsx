import { z } from "zod";
import { changeScopes } from "../features/shops/change-scopes.server";
import { webhook } from "../webhooks/webhook.server";

/** `app/scopes_update`: the shop granted or took back what the app may do. */
export const action = webhook(
  "app/scopes_update",
  z.looseObject({ current: z.array(z.string()) }),
  (tx, { services, shop, payload }) =>
    changeScopes(services, tx, shop, { scopes: payload.current }),
);
