import type { Result } from "../../../core/result";
import type { Coupon } from "../messages/coupon-tag";
import type { MessageTexts, RenderResult } from "../messages/message-template";
import type { TemplateFault } from "../messages/template-fault";

/** A template and the IANA time zone for its dates. */
export interface TemplateToRender {
  texts: MessageTexts;
  timeZone: string;
}

/** The input of one message: the recipient's fields, and the assigned codes by handle. */
export interface MessageToRender {
  fields: Record<string, unknown>;
  coupons: ReadonlyMap<string, Coupon>;
}

/**
 * A unit of work for a render thread: parses the template and renders messages within its limits.
 */
export interface Turn {
  template: TemplateToRender;
  messages: readonly MessageToRender[];
  /** The turn ends with the message that exceeds this. */
  characters: number;
}

export interface TurnResult {
  /** The pool handles in the template, or why it can't be parsed. */
  handles: Result<string[], TemplateFault>;
  /** One per message, in order, as far as the turn got. */
  rendered: Result<RenderResult, TemplateFault>[];
  /** Work time of the thread. */
  milliseconds: number;
}

/** Value of the shared progress counter during parsing; afterwards it is the message's index. */
export const readingTemplate = -1;

/** Characters of a rendered message, in all parts. */
export function charactersOf(rendered: Result<RenderResult, TemplateFault>): number {
  if (!rendered.ok || "wants" in rendered.value) return 0;
  return Object.values(rendered.value.texts).reduce((sum, text) => sum + (text?.length ?? 0), 0);
}
