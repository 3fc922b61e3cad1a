import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { grantedScopes } from "../sign-in/scopes";
import { nextNumber } from "../state/next-number";
import type { Shop } from "./shop";

export function installApp(sandbox: Sandbox, shop: Shop): void {
  shop.installation = {
    id: nextNumber(sandbox.world),
    installedAt: now(sandbox),
    scopes: grantedScopes(sandbox.settings.app.scopes),
  };
}
