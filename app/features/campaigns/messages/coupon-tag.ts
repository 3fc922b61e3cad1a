import {
  type Context,
  Drop,
  type Emitter,
  type Liquid,
  LiquidError,
  type TagToken,
} from "liquidjs";

/** `coupon` in a template. */
export interface Coupon {
  code: string;
  message: string | null;
  /** ISO 8601, in UTC; null: no end. */
  expires_at: string | null;
  /** Opens the store with the code applied; null if a link can't contain the code. */
  url: string | null;
}

type TagImplementation = Extract<Parameters<Liquid["registerTag"]>[1], { render: unknown }>;

const words = ["code", "message", "expires_at", "url"] as const;

/** `coupon` in a template: the code of the tag before it. */
export class CouponDrop extends Drop {
  private coupon: Coupon | undefined;

  show(coupon: Coupon): void {
    this.coupon = coupon;
  }

  override liquidMethodMissing(word: string): string | null {
    const known = words.find((name) => name === word);
    if (!known) throw new Error(`There is no coupon.${word}, only ${words.join(", ")}`);
    if (!this.coupon)
      throw new Error(`coupon.${word} needs {% coupon_code 'pool-handle' %} before it`);
    return this.coupon[known];
  }
}

/** State that tags share during a rendering. Rendering is synchronous, so one object is enough. */
export interface CouponRun {
  /** By handle. */
  coupons: ReadonlyMap<string, Coupon>;
  current: CouponDrop;
}

/** Thrown by a tag that needs a code. Extends LiquidError, because liquidjs wraps other errors. */
class CodeNeeded extends LiquidError {
  constructor(
    readonly handle: string,
    token: TagToken,
  ) {
    super("A code is needed", token);
  }
}

const argument = /^(['"])([a-z0-9][a-z0-9-]{1,63})\1$/;

/**
 * `{% coupon_code 'handle' %}`: outputs the recipient's code of the pool. Adds the handle to
 * `handles`.
 */
export function couponTag(run: CouponRun, handles: Set<string>, html: boolean): TagImplementation {
  return {
    parse(token: TagToken) {
      const handle = argument.exec(token.args.trim())?.[2];
      if (!handle)
        throw new Error("Write a pool’s handle in quotes: {% coupon_code 'pool-handle' %}");
      handles.add(handle);
      this["needed"] = new CodeNeeded(handle, token);
    },
    render(_context: Context, emitter: Emitter) {
      const needed = this["needed"] as CodeNeeded;
      const coupon = run.coupons.get(needed.handle);
      if (!coupon) throw needed;
      run.current.show(coupon);
      emitter.write(html ? escapeHtml(coupon.code) : coupon.code);
    },
  };
}

/** The handle whose code a rendering needs; undefined for any other error. */
export function neededHandle(error: unknown): string | undefined {
  return error instanceof CodeNeeded ? error.handle : undefined;
}

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
}
