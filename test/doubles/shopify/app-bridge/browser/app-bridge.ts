import { bounce } from "./bounce";
import { followAddress } from "./follow-address";
import { followNavMenu } from "./follow-nav-menu";
import { openFrameChannel } from "./frame-channel";
import { openFrameRequests } from "./frame-requests";
import { defineModal } from "./modal-element";
import { patchFetch } from "./patch-fetch";
import { patchOpen } from "./patch-open";
import { defineSaveBar } from "./save-bar-element";
import { defineTitleBar } from "./title-bar-element";
import { toastsThrough } from "./toasts";

const HIDDEN = "ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar { display: none !important; }";

// Start only once, even if a page includes the script twice or replaces its document.
if (!("shopify" in window)) start();

function start(): void {
  const tag = document.currentScript as HTMLScriptElement;
  const apiKey = tag.dataset["apiKey"] ?? "";
  if (!apiKey) console.error("App Bridge needs data-api-key on its script element");
  const parameters = new URLSearchParams(window.location.search);
  const channel = openFrameChannel(new URL(tag.src).origin);
  const requests = openFrameRequests(channel);

  const style = document.createElement("style");
  style.textContent = HIDDEN;
  document.head.append(style);

  patchFetch(channel, requests);
  patchOpen(channel);
  defineTitleBar(channel);
  const shopify = {
    config: {
      apiKey,
      shop: parameters.get("shop") ?? "",
      host: parameters.get("host") ?? "",
      locale: parameters.get("locale") ?? "en",
    },
    environment: {
      embedded: channel.embedded,
      mobile: window.matchMedia("(max-width: 480px)").matches,
      pos: false,
      intent: false,
    },
    ready: Promise.resolve(),
    idToken: requests.idToken,
    toast: toastsThrough(channel),
    modal: defineModal(channel),
    saveBar: defineSaveBar(channel, requests),
    loading: (on = true) => channel.send({ type: "loading", on }),
    navigation: { navigate: (path: string) => window.location.assign(path) },
  };
  Object.defineProperty(window, "shopify", { value: shopify, enumerable: true });

  channel.send({ type: "ready" });
  if (parameters.has("shopify-reload")) {
    void bounce(requests);
    return;
  }
  followAddress(channel);
  followNavMenu(channel);
}
