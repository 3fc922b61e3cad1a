import { bundleScript } from "../app-bridge/bundle-script";
import { json, notFound, script } from "../http/answers";
import { html } from "../http/html";
import type { Route, RouteCall } from "../http/route";
import { mintCheckoutToken } from "../sign-in/mint-checkout-token";
import { inStore } from "../storefront/in-store";
import { bundleExtension } from "./bundle-extension";
import { type CheckoutBlock, checkoutBlocks } from "./checkout-blocks";
import { capabilities } from "./frame-start";

const hostScript = new URL("./browser/checkout-host.ts", import.meta.url);
const frameScript = new URL("./browser/extension-frame.ts", import.meta.url);

const findBlock = ({ sandbox, params }: RouteCall): CheckoutBlock | undefined =>
  checkoutBlocks(sandbox).find(
    ({ extension, target }) =>
      extension.handle === params["extension"] && target === params["target"],
  );

/** The frames of extensions at checkout, their scripts, and their session tokens. */
export const checkoutExtensionRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/assets/checkout-host.js",
    handle: async () => script(await bundleScript(hostScript)),
  },
  {
    method: "GET",
    path: "/assets/extension-frame.js",
    handle: async () => script(await bundleScript(frameScript)),
  },
  {
    method: "GET",
    path: "/ui-extensions/:extension/:target",
    handle: (call) => {
      const block = findBlock(call);
      return block ? framePage(call, block) : notFound("No such extension");
    },
  },
  {
    method: "GET",
    path: "/ui-extensions/:extension/:target/script.js",
    handle: async (call) => {
      const block = findBlock(call);
      if (!block) return notFound("No such extension");
      const { extension, module } = block;
      return script(await bundleExtension(extension, module, call.sandbox.settings.publicAppUrl));
    },
  },
  inStore("POST", "/checkout/session-token", ({ sandbox, shop, session }) =>
    shop.installation
      ? json({ token: mintCheckoutToken(sandbox, shop, session.customerId) })
      : json({ errors: "The app is not installed" }, 403),
  ),
];

/** The extension's own document. Without `network_access`, it can't request anything. */
function framePage({ sandbox }: RouteCall, { block, extension }: CheckoutBlock): Response {
  const own = sandbox.settings.url;
  const network = capabilities(extension).includes("network_access") ? "*" : "'none'";
  const body = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${block.name}</title>
<script src="${own}/assets/extension-frame.js"></script></head><body></body></html>`;
  return new Response(body.markup, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": `default-src 'none'; script-src ${own}; style-src 'unsafe-inline'; img-src * data:; connect-src ${network}`,
    },
  });
}
