import { Liquid, type Template } from "liquidjs";
import { failure, type Result, success } from "../core/result";
import { type Coupon, CouponDrop, type CouponRun, couponTag, wantedHandle } from "./coupon-tag";
import { type TemplateFault, templateFault } from "./template-fault";

const messageParts = ["subject", "html", "text"] as const;
export type MessagePart = (typeof messageParts)[number];
export type MessageTexts = Partial<Record<MessagePart, string | undefined>>;

/** A name that is the template's own: a recipient's field of that name is hidden by it. */
const reserved = "coupon";

/** For one part of one message: far more than a mail needs, too little to keep others waiting. */
const renderMilliseconds = 250;
/** Characters and list items that filters and loops of one part may make. */
const memoryUnits = 10_000_000;

/** What one rendering of a message came to: its texts, or the pool whose code it needs first. */
type Rendering = { texts: MessageTexts } | { wants: string };

export interface MessageTemplate {
  /** Handles of every pool that a tag names, in a branch or not. */
  handles: ReadonlySet<string>;
  /**
   * Renders all parts for one recipient with the codes that are known, by handle, and stops at the
   * first tag whose code is not.
   */
  render(
    fields: Record<string, unknown>,
    coupons: ReadonlyMap<string, Coupon>,
  ): Result<Rendering, TemplateFault>;
}

/**
 * Reads the parts of a message in Liquid, with `{% coupon_code 'handle' %}` and `coupon.*`. Values
 * are escaped in `html`. No files, no other templates; dates are shown in the time zone.
 */
export function readTemplate(
  texts: MessageTexts,
  timeZone: string,
): Result<MessageTemplate, TemplateFault> {
  const run: CouponRun = { coupons: new Map(), current: new CouponDrop() };
  const handles = new Set<string>();
  const parts: { part: MessagePart; engine: Liquid; templates: Template[] }[] = [];
  for (const part of messageParts) {
    const text = texts[part];
    if (text === undefined) continue;
    const engine = makeEngine(run, handles, part === "html", timeZone);
    try {
      parts.push({ part, engine, templates: engine.parse(text) });
    } catch (error) {
      return failure(templateFault(part, error));
    }
  }
  return success({
    handles,
    render: (fields, coupons) => {
      const rendered: MessageTexts = {};
      for (const { part, engine, templates } of parts) {
        run.coupons = coupons;
        run.current = new CouponDrop();
        try {
          rendered[part] = engine.renderSync(templates, { ...fields, [reserved]: run.current });
        } catch (error) {
          const wants = wantedHandle(error);
          if (wants !== undefined) return success({ wants });
          return failure(templateFault(part, error));
        }
      }
      return success({ texts: rendered });
    },
  });
}

function makeEngine(run: CouponRun, handles: Set<string>, html: boolean, timeZone: string): Liquid {
  const engine = new Liquid({
    templates: {},
    strictFilters: true,
    ownPropertyOnly: true,
    timezoneOffset: timeZone,
    renderLimit: renderMilliseconds,
    memoryLimit: memoryUnits,
    ...(html ? { outputEscape: "escape" as const } : {}),
  });
  for (const tag of ["include", "render", "layout", "block"]) delete engine.tags[tag];
  engine.registerTag("coupon_code", couponTag(run, handles, html));
  return engine;
}
