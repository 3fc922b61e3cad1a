import type {
  ChangeResult,
  CheckoutState,
  DiscountCodeChange,
  FrameRequests,
  FromExtension,
  Signals,
  ToExtension,
} from "../messages";

/** Runs on a checkout or thank-you page, and serves the frames of extensions in it. */

const frames = [...document.querySelectorAll<HTMLIFrameElement>("iframe[data-extension]")];
const form = document.querySelector<HTMLFormElement>("form[data-checkout]");

const readState = (page: ParentNode): CheckoutState =>
  JSON.parse(page.querySelector("#checkout-state")?.textContent ?? "null");

let state = readState(document);

const send = (frame: HTMLIFrameElement, message: ToExtension): void =>
  // The frame's origin is opaque, so it can't be named.
  frame.contentWindow?.postMessage(message, "*");

function tellAll(signals: Signals): void {
  state = { ...state, signals: { ...state.signals, ...signals } };
  for (const frame of frames) send(frame, { type: "signals", signals });
}

window.addEventListener("message", (event: MessageEvent<FromExtension>) => {
  const frame = frames.find(({ contentWindow }) => contentWindow === event.source);
  if (frame) receive(frame, event.data);
});

// A frame that was ready before this script has asked in vain.
for (const frame of frames) start(frame);

function start(frame: HTMLIFrameElement): void {
  send(frame, { type: "start", start: JSON.parse(frame.dataset["start"] ?? ""), state });
}

function receive(frame: HTMLIFrameElement, message: FromExtension): void {
  if (message.type === "ready") start(frame);
  if (message.type === "rendered") frame.dataset["state"] = "rendered";
  if (message.type === "height") frame.style.height = `${message.height}px`;
  if (message.type === "problem") {
    frame.dataset["problem"] = message.text;
    console.error(`${frame.dataset["extension"]}: ${message.text}`);
  }
  if (message.type === "request") {
    const { id, name, asked } = message;
    answers[name](frame, asked as never).then(
      (answer) => send(frame, { type: "answer", id, answer }),
      (error: Error) => send(frame, { type: "failed", id, message: error.message }),
    );
  }
}

type Answers = {
  [Name in keyof FrameRequests]: (
    frame: HTMLIFrameElement,
    asked: FrameRequests[Name]["asked"],
  ) => Promise<FrameRequests[Name]["answer"]>;
};

const storageKey = (frame: HTMLIFrameElement, key: string): string =>
  `extension ${state.shop.myshopifyDomain} ${frame.dataset["extension"]} ${key}`;

const answers: Answers = {
  discountCode: (_frame, change) => changeCode(change),
  sessionToken: async () => {
    const answer = await fetch(state.tokenPath, { method: "POST" });
    if (!answer.ok) throw new Error("No session token");
    return (await answer.json()).token;
  },
  readStorage: async (frame, key) =>
    JSON.parse(localStorage.getItem(storageKey(frame, key)) ?? "null"),
  writeStorage: async (frame, { key, value }) => {
    if (value === null) localStorage.removeItem(storageKey(frame, key));
    else localStorage.setItem(storageKey(frame, key), JSON.stringify(value));
    return null;
  },
};

/**
 * Sends the checkout's form with the code, as typing it does, and shows the parts of the answer that
 * changed. What the buyer typed elsewhere stays. The message of an error is for developers.
 */
async function changeCode(change: DiscountCodeChange): Promise<ChangeResult> {
  if (!form) return { type: "error", message: "The order is placed" };
  const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  body.delete("code");
  if (change.type === "removeDiscountCode") body.set("remove", change.code);
  else {
    body.set("code", change.code);
    body.set("do", "apply");
  }
  const answer = await fetch(form.action, { method: "POST", body });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || !page.querySelector("form[data-checkout]")) {
    return { type: "error", message: "The discount code could not be changed" };
  }
  for (const region of document.querySelectorAll("[data-region]")) {
    const name = region.getAttribute("data-region");
    const fresh = page.querySelector(`[data-region="${name}"]`);
    if (fresh) region.replaceWith(document.adoptNode(fresh));
  }
  tellAll(readState(page).signals);
  if (change.type === "removeDiscountCode") return { type: "success" };
  const wanted = change.code.toLowerCase();
  const applied = [...document.querySelectorAll<HTMLElement>("[data-code]")].some(
    ({ dataset }) => dataset["code"]?.toLowerCase() === wanted && dataset["state"] === "applied",
  );
  return applied
    ? { type: "success" }
    : { type: "error", message: "The discount code is not applicable" };
}

form?.addEventListener("change", (event) => {
  const input = event.target as HTMLInputElement;
  if (input.name === "email" && "buyerIdentity.email" in state.signals) {
    tellAll({ "buyerIdentity.email": input.value.trim() || null });
  }
});
