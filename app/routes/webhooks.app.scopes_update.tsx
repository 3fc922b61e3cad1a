import { z } from "zod";
import { webhook } from "../http/webhook.server";
import { changeScopes } from "../shops/change-scopes.server";

/** `app/scopes_update`: the shop granted or took back what the app may do. */
export const action = webhook(
  "app/scopes_update",
  z.looseObject({ current: z.array(z.string()) }),
  (tx, { services, shop, payload }) =>
    changeScopes(services, tx, shop, { scopes: payload.current }),
);
