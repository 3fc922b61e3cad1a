import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import { nextNumber } from "../../state/next-number";
import type { Discount, RedeemCode } from "../discount";

export interface FoundCode {
  discount: Discount;
  code: RedeemCode;
}

type CodeIndex = Map<string, FoundCode>;

/** Derived from the state and built on first use. */
const indexes = new WeakMap<Shop, CodeIndex>();

function codeIndex(shop: Shop): CodeIndex {
  const known = indexes.get(shop);
  if (known) return known;
  const index: CodeIndex = new Map();
  for (const discount of Object.values(shop.discounts)) {
    for (const code of discount.codes) index.set(codeKey(code.code), { discount, code });
  }
  indexes.set(shop, index);
  return index;
}

/** Codes that differ only in case are the same code. */
export const codeKey = (code: string): string => code.toLowerCase();

/** Finds a code of the shop and its discount, ignoring case. */
export const findCode = (shop: Shop, code: string): FoundCode | undefined =>
  codeIndex(shop).get(codeKey(code));

/** Adds a code. The shop must not have it yet. */
export function addCode(
  sandbox: Sandbox,
  shop: Shop,
  discount: Discount,
  text: string,
): RedeemCode {
  const index = codeIndex(shop);
  const code = { id: nextNumber(sandbox.world), code: text, usage: 0, countedUsage: 0 };
  discount.codes.push(code);
  index.set(codeKey(text), { discount, code });
  return code;
}

export function renameCode(shop: Shop, discount: Discount, code: RedeemCode, text: string): void {
  const index = codeIndex(shop);
  index.delete(codeKey(code.code));
  code.code = text;
  index.set(codeKey(text), { discount, code });
}

export function removeCodes(shop: Shop, discount: Discount, codes: readonly RedeemCode[]): void {
  const index = codeIndex(shop);
  const gone = new Set(codes);
  for (const code of gone) index.delete(codeKey(code.code));
  discount.codes = discount.codes.filter((code) => !gone.has(code));
}
