import type { Result } from "../../../core/result";
import type { Coupon } from "../messages/coupon-tag";
import type { MessageTexts, Rendering } from "../messages/message-template";
import type { TemplateFault } from "../messages/template-fault";

/** A template, and the IANA zone that its dates are shown in. */
export interface TemplateToRender {
  texts: MessageTexts;
  timeZone: string;
}

/** What one recipient's message is rendered from: the recipient's fields, and the known codes by handle. */
export interface MessageToRender {
  fields: Record<string, unknown>;
  coupons: ReadonlyMap<string, Coupon>;
}

/** One piece of work for a render thread. It reads the template, then renders as many messages as its limits allow. */
export interface Turn {
  template: TemplateToRender;
  messages: readonly MessageToRender[];
  /** After so many characters the turn ends with the message it is at. */
  characters: number;
}

/** What a render thread answers. */
export interface TurnAnswer {
  /** The handles of the pools that the template names; a fault when it can't be read. */
  handles: Result<string[], TemplateFault>;
  /** One for each message from the first on, as far as the turn came. */
  rendered: Result<Rendering, TemplateFault>[];
  /** How long the thread worked. */
  milliseconds: number;
}

/** What the shared progress counter holds while the template is read; otherwise the message's index. */
export const readingTemplate = -1;

/** Characters of a rendered message, its parts together. */
export function charactersOf(rendered: Result<Rendering, TemplateFault>): number {
  if (!rendered.ok || "wants" in rendered.value) return 0;
  return Object.values(rendered.value.texts).reduce((sum, text) => sum + (text?.length ?? 0), 0);
}
