import type { FrameRequests, FromExtension, ToExtension } from "../messages";
import { defineComponents } from "./components";
import { extensionApi } from "./extension-api";
import { SignalTable } from "./signals";
import { watchElements } from "./watch-elements";

/** Runs in an extension's frame: gives it Shopify's API and components, and starts it. */

const send = (message: FromExtension): void => window.parent.postMessage(message, "*");

const problem = (error: unknown): void =>
  send({ type: "problem", text: error instanceof Error ? error.message : String(error) });

const signals = new SignalTable();
const waiting = new Map<number, { resolve: (answer: never) => void; reject: (e: Error) => void }>();
let requests = 0;
let started = false;

function ask<Name extends keyof FrameRequests>(
  name: Name,
  asked: FrameRequests[Name]["asked"],
): Promise<FrameRequests[Name]["answer"]> {
  return new Promise((resolve, reject) => {
    requests += 1;
    const id = requests;
    waiting.set(id, { resolve, reject });
    send({ type: "request", id, name, asked });
  });
}

function start({ start, state }: Extract<ToExtension, { type: "start" }>): void {
  if (started) return;
  started = true;
  signals.update({ ...state.signals, ...start.signals, "extension.rendered": false });
  const globals = {
    shopify: extensionApi({ start, state, signals, ask }),
    startExtension: runExtension,
  };
  Object.assign(globalThis, globals);
  const script = document.createElement("script");
  script.src = start.scriptUrl;
  script.onerror = () => problem(`${start.scriptUrl} can't be loaded`);
  document.head.append(script);
}

async function runExtension(run: unknown): Promise<void> {
  if (typeof run !== "function") {
    problem("The module has no default export that is a function");
    return;
  }
  try {
    await run();
    signals.update({ "extension.rendered": true });
    send({ type: "rendered" });
  } catch (error) {
    problem(error);
  }
}

window.addEventListener("message", (event: MessageEvent<ToExtension>) => {
  if (event.source !== window.parent) return;
  const message = event.data;
  if (message.type === "start") start(message);
  if (message.type === "signals") signals.update(message.signals);
  if (message.type === "answer") waiting.get(message.id)?.resolve(message.answer as never);
  if (message.type === "failed") waiting.get(message.id)?.reject(new Error(message.message));
});
window.addEventListener("error", ({ error, message }) => problem(error ?? message));
window.addEventListener("unhandledrejection", ({ reason }) => problem(reason));

defineComponents();
document.addEventListener("DOMContentLoaded", () => {
  watchElements(document.body, problem);
  new ResizeObserver(() => send({ type: "height", height: document.body.scrollHeight })).observe(
    document.body,
  );
  send({ type: "ready" });
});
