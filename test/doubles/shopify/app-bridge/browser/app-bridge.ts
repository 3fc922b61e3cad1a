import { bounce } from "./bounce";
import { followAddress } from "./follow-address";
import { followNavMenu } from "./follow-nav-menu";
import { openFrameLine } from "./frame-line";
import { defineModal } from "./modal-element";
import { patchFetch } from "./patch-fetch";
import { patchOpen } from "./patch-open";
import { askThrough } from "./questions";
import { defineSaveBar } from "./save-bar-element";
import { defineTitleBar } from "./title-bar-element";
import { toastsThrough } from "./toasts";

const HIDDEN = "ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar { display: none !important; }";

// A page that renders the script twice, or replaces its document, still has one bridge.
if (!("shopify" in window)) start();

function start(): void {
  const tag = document.currentScript as HTMLScriptElement;
  const apiKey = tag.dataset["apiKey"] ?? "";
  if (!apiKey) console.error("App Bridge needs data-api-key on its script element");
  const parameters = new URLSearchParams(window.location.search);
  const line = openFrameLine(new URL(tag.src).origin);
  const questions = askThrough(line);

  const style = document.createElement("style");
  style.textContent = HIDDEN;
  document.head.append(style);

  patchFetch(line, questions);
  patchOpen(line);
  defineTitleBar(line);
  const shopify = {
    config: {
      apiKey,
      shop: parameters.get("shop") ?? "",
      host: parameters.get("host") ?? "",
      locale: parameters.get("locale") ?? "en",
    },
    environment: {
      embedded: line.embedded,
      mobile: window.matchMedia("(max-width: 480px)").matches,
      pos: false,
      intent: false,
    },
    ready: Promise.resolve(),
    idToken: questions.idToken,
    toast: toastsThrough(line),
    modal: defineModal(line),
    saveBar: defineSaveBar(line, questions),
    loading: (on = true) => line.send({ type: "loading", on }),
    navigation: { navigate: (path: string) => window.location.assign(path) },
  };
  Object.defineProperty(window, "shopify", { value: shopify, enumerable: true });

  line.send({ type: "ready" });
  if (parameters.has("shopify-reload")) {
    void bounce(questions);
    return;
  }
  followAddress(line);
  followNavMenu(line);
}
