import { assert, Context, Liquid, type Template } from "liquidjs";
import { number } from "../../../core/format";
import { failure, type Result, success } from "../../../core/result";
import { type Coupon, CouponDrop, type CouponRun, couponTag, neededHandle } from "./coupon-tag";
import {
  limitExceeded,
  type MessagePart,
  type TemplateFault,
  templateFault,
} from "./template-fault";

const messageParts = ["subject", "html", "text"] as const satisfies MessagePart[];
export type MessageTexts = Partial<Record<MessagePart, string | undefined>>;

/** Reserved: hides a recipient's field with this name. */
const reserved = "coupon";

/**
 * Maximum number of pieces (texts, tags and outputs, counted in every iteration of a loop) that one part of a
 * message can render: far more than an email needs, but only milliseconds of work. A count instead of a
 * time limit, so the same message gets the same result on a busy machine.
 */
const maxOutputs = 20_000;
/** Characters and list items that filters, loops and outputs of one part can create. */
const memoryUnits = 1_000_000;

/** The result of a rendering: the texts, or the pool whose code it needs next. */
export type RenderResult = { texts: MessageTexts } | { wants: string };

export interface MessageTemplate {
  /** Handles of all pools in tags, in any branch. */
  handles: ReadonlySet<string>;
  /**
   * Renders all parts for one recipient with the given codes, by handle, and stops at the first tag
   * whose code is missing.
   */
  render(
    fields: Record<string, unknown>,
    coupons: ReadonlyMap<string, Coupon>,
  ): Result<RenderResult, TemplateFault>;
}

/**
 * Parses the parts of a message in Liquid, with `{% coupon_code 'handle' %}` and `coupon.*`. Values are
 * escaped in `html`. Includes aren't available. Dates use the time zone. Fails with a `TemplateFault`.
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
    // Parsing time is quadratic in the number of tags.
    if (tags > maxTags) {
      const limit = number(maxTags);
      return failure(limitExceeded(`Use ${limit} tags and outputs or fewer.`, part));
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
          const wants = neededHandle(error);
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

/** The library's context, but with a limit of pieces instead of milliseconds. */
function limitedContext(engine: Liquid, scope: object): Context {
  const context = new Context(scope, engine.options, { sync: true }, { liquid: engine });
  let pieces = 0;
  context.renderLimit.check = () => {
    pieces += 1;
    assert(pieces <= maxOutputs, "template render limit exceeded");
  };
  return context;
}

/** Returns a value unchanged, but counts its characters as `escape` does in HTML. */
function countOutput(this: { context: Context }, value: unknown): string {
  if (typeof value === "string") this.context.memoryLimit.use(value.length);
  return value as string;
}

/** Maximum number of tags in all parts of a template. A long newsletter has a few hundred. */
const maxTags = 5000;

/** Counts tags and outputs without parsing. Each line of a `{% liquid %}` tag counts as one. */
function countTags(text: string): number {
  const lines = [...text.matchAll(/\{%-?\s*liquid\b.*?(?:%\}|$)/gs)].reduce(
    (sum, [tag]) => sum + tag.split("\n").length - 1,
    0,
  );
  return lines + text.split("{{").length - 1 + text.split("{%").length - 1;
}
