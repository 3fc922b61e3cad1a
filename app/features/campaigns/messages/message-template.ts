import { assert, Context, Liquid, type Template } from "liquidjs";
import { failure, type Result, success } from "../../../core/result";
import { type Coupon, CouponDrop, type CouponRun, couponTag, wantedHandle } from "./coupon-tag";
import {
  limitExceeded,
  type MessagePart,
  type TemplateFault,
  templateFault,
} from "./template-fault";
import { countTags, mostTags } from "./template-size";

const messageParts = ["subject", "html", "text"] as const satisfies MessagePart[];
export type MessageTexts = Partial<Record<MessagePart, string | undefined>>;

/** A name that is the template's own: a recipient's field of that name is hidden by it. */
const reserved = "coupon";

/**
 * Pieces (texts, tags and outputs, again in every round of a loop) that one part of one message may
 * write: far more than a mail needs, some milliseconds of work. A count, so that the same message gets
 * the same answer however busy the machine is.
 */
const mostPieces = 20_000;
/** Characters and list items that filters, loops and outputs of one part may make. */
const memoryUnits = 1_000_000;

/** What one rendering of a message came to: its texts, or the pool whose code it needs first. */
export type Rendering = { texts: MessageTexts } | { wants: string };

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
  let tags = 0;
  for (const part of messageParts) {
    const text = texts[part];
    if (text === undefined) continue;
    tags += countTags(text);
    // The time that parsing takes grows with the square of the number of tags.
    if (tags > mostTags) {
      const most = mostTags.toLocaleString("en-US");
      return failure(limitExceeded(`A template has at most ${most} tags and outputs.`, part));
    }
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
          const scope = { ...fields, [reserved]: run.current };
          rendered[part] = engine.renderSync(templates, limitedContext(engine, scope));
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
    memoryLimit: memoryUnits,
    outputEscape: html ? "escape" : countOutput,
  });
  for (const tag of ["include", "render", "layout", "block"]) delete engine.tags[tag];
  engine.registerTag("coupon_code", couponTag(run, handles, html));
  return engine;
}

/** What a part is rendered in: the library's own, which counts pieces in place of milliseconds. */
function limitedContext(engine: Liquid, scope: object): Context {
  const context = new Context(scope, engine.options, { sync: true }, { liquid: engine });
  let pieces = 0;
  context.renderLimit.check = () => {
    pieces += 1;
    assert(pieces <= mostPieces, "template render limit exceeded");
  };
  return context;
}

/** Leaves a value as it is, but counts it as `escape` does in HTML. */
function countOutput(this: { context: Context }, value: unknown): string {
  if (typeof value === "string") this.context.memoryLimit.use(value.length);
  return value as string;
}
