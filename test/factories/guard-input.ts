import type { GuardConfig } from "../../app/features/guard/rule/config";
import type { GuardInput } from "../../app/features/guard/rule/guard-input";
import { dayNumber, type SealFormat, sealCode } from "../../app/features/publishing/sealing/seal";

export const guardKey: Uint8Array = Uint8Array.from({ length: 16 }, (_, place) => place);
export const olderKey: Uint8Array = guardKey.map((byte) => byte ^ 0xff);

export const hexOf = (key: Uint8Array) => Buffer.from(key).toString("hex");

/** The format of the sealed pool 7, which most cases use. */
export const sealedFormat: SealFormat = {
  poolId: 7,
  prefix: "VIP-",
  suffix: "",
  groupSize: 4,
  randomLength: 6,
};

export interface GuardInputOptions {
  codes: string[];
  config?: Partial<GuardConfig> | null;
  /** Without one and without a customer, the buyer is a guest in the cart. */
  email?: string;
  customer?: { id?: string; email?: string; codes?: unknown };
  messages?: unknown;
  language?: string;
  today?: string;
  rejectable?: boolean;
}

/** What the function gets for these codes; without more, on 2026-11-28 in English. */
export function guardInput(options: GuardInputOptions): GuardInput {
  const { customer, config } = options;
  const whole = { k: [hexOf(guardKey)], p: [], ...config };
  return {
    enteredDiscountCodes: options.codes.map((code) => ({
      code,
      rejectable: options.rejectable ?? true,
    })),
    cart: {
      buyerIdentity: {
        email: options.email ?? null,
        customer: customer
          ? {
              id: customer.id ?? "gid://shopify/Customer/123",
              email: customer.email ?? null,
              metafield: customer.codes === undefined ? null : { jsonValue: customer.codes },
            }
          : null,
      },
    },
    discount: {
      config: config === null ? null : { jsonValue: whole },
      messages: options.messages === undefined ? null : { jsonValue: options.messages },
    },
    localization: { language: { isoCode: options.language ?? "EN" } },
    shop: { localTime: { date: options.today ?? "2026-11-28" } },
  };
}

interface SealedOptions {
  key?: Uint8Array;
  format?: SealFormat;
  random?: string;
}

/** A sealed code of pool 7, unless told otherwise. Without a last day, it has none. */
export function sealed(
  identity: string,
  lastDay?: string,
  { key, format = sealedFormat, random = "BCDFGH" }: SealedOptions = {},
): string {
  return sealCode(key ?? guardKey, format, random, lastDay ? dayNumber(lastDay) : 0, identity);
}
