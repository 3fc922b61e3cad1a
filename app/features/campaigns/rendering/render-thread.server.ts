import { parentPort, workerData } from "node:worker_threads";
import type { Result } from "../../../core/result";
import { type MessageTemplate, readTemplate } from "../messages/message-template";
import type { TemplateFault } from "../messages/template-fault";
import {
  charactersOf,
  readingTemplate,
  type TemplateToRender,
  type Turn,
  type TurnResult,
} from "./turn";
import { startWork } from "./work-time";

/**
 * The entry point of a render thread. Templates are untrusted programs: in a thread they can't block
 * the event loop or exhaust the memory of the process that serves every store.
 */

/** A turn ends with the message in progress after this time, so other stores get their turn. */
const turnMilliseconds = 20;
/** Parsed templates in the cache: a call takes several turns, and stores reuse templates. */
const maxCachedTemplates = 8;

const cachedTemplates = new Map<string, Result<MessageTemplate, TemplateFault>>();
const progress = workerData as Int32Array;

function templateOf({ texts, timeZone }: TemplateToRender) {
  const key = JSON.stringify([timeZone, texts]);
  const template = cachedTemplates.get(key) ?? readTemplate(texts, timeZone);
  // Moves the entry to the end, so the first is the least recently used.
  cachedTemplates.delete(key);
  cachedTemplates.set(key, template);
  for (const oldest of cachedTemplates.keys())
    if (cachedTemplates.size > maxCachedTemplates) cachedTemplates.delete(oldest);
  return template;
}

function run({ template: requested, messages, characters }: Turn): TurnResult {
  const started = performance.now();
  const worked = startWork();
  Atomics.store(progress, 0, readingTemplate);
  const template = templateOf(requested);
  const rendered: TurnResult["rendered"] = [];
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
