import { parentPort, workerData } from "node:worker_threads";
import type { Result } from "../../../core/result";
import { type MessageTemplate, readTemplate } from "../messages/message-template";
import type { TemplateFault } from "../messages/template-fault";
import {
  charactersOf,
  readingTemplate,
  type TemplateToRender,
  type Turn,
  type TurnAnswer,
} from "./turn";
import { startWork } from "./work-time";

/**
 * The entry point of a render thread. Templates are programs that strangers write: here they can
 * neither block the event loop nor exhaust the memory of the process that serves everyone.
 */

/** After this many milliseconds a turn ends with the message it is at, so that other stores get theirs. */
const turnMilliseconds = 20;
/** Parsed templates that are kept: a call takes several turns, and stores send the same template again. */
const mostKept = 8;

const kept = new Map<string, Result<MessageTemplate, TemplateFault>>();
const progress = workerData as Int32Array;

function templateOf({ texts, timeZone }: TemplateToRender) {
  const key = JSON.stringify([timeZone, texts]);
  const template = kept.get(key) ?? readTemplate(texts, timeZone);
  // Moves it to the end: the first one is the one that was not used for longest.
  kept.delete(key);
  kept.set(key, template);
  for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
  return template;
}

function run({ template: asked, messages, characters }: Turn): TurnAnswer {
  const started = performance.now();
  const worked = startWork();
  Atomics.store(progress, 0, readingTemplate);
  const template = templateOf(asked);
  const rendered: TurnAnswer["rendered"] = [];
  let left = characters;
  for (const [index, { fields, coupons }] of messages.entries()) {
    Atomics.store(progress, 0, index);
    const message = template.ok ? template.value.render(fields, coupons) : template;
    rendered.push(message);
    left -= charactersOf(message);
    if (left < 0 || performance.now() - started > turnMilliseconds) break;
  }
  return {
    handles: template.ok ? { ok: true, value: [...template.value.handles] } : template,
    rendered,
    milliseconds: worked(),
  };
}

parentPort?.on("message", (turn: Turn) => parentPort?.postMessage(run(turn)));
parentPort?.postMessage("ready");
