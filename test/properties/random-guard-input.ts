import type { GuardInput } from "../../app/features/guard/rule/guard-input";
import {
  blockedMark,
  type SealFormat,
  sealAlphabet,
  sealCode,
} from "../../app/features/publishing/sealing/seal";
import { normaliseRecipient } from "../../app/features/recipients/recipient";
import { hexOf } from "../factories/guard-input";

/** Numbers that look random and are the same in every run (mulberry32). */
export class Dice {
  constructor(private state: number) {}

  /** 0 to `sides` - 1. */
  roll(sides: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  }

  oneIn(times: number): boolean {
    return this.roll(times) === 0;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.roll(items.length)] as Item;
  }

  letters(count: number): string {
    let text = "";
    for (let place = 0; place < count; place += 1) text += sealAlphabet.charAt(this.roll(28));
    return text;
  }
}

const keys = [1, 2, 3].map((seed) => Uint8Array.from({ length: 16 }, (_, at) => at * seed));
/** As shoppers type them. */
const addresses = [
  "ada@example.com",
  " ADA@Example.COM",
  "ada+tag@example.com",
  "bob@example.com",
  "jürgen.müller@bücher.example",
  "JÜRGEN.MÜLLER@BÜCHER.example",
  "用户@例え.テスト",
  "İsmet@example.com",
  `${"x".repeat(64)}@example.com`,
  "дарья@почта.рф",
];
const people = [...addresses, "customer:1", "customer:22"];
const identities = people.map((person) => {
  const normalised = normaliseRecipient(person);
  return normalised.ok ? normalised.value : person;
});
const marks = identities.map((identity) => keys.map((key) => blockedMark(key, identity)));
const prefixes = ["", "VIP-", "vip-", "VIP", "SOMMER-", "Q-7-"];
const staticPrefixes = ["VIP-", "vip", "sömmer-", "SOMMER", "s"];
const suffixes = ["", "", "-X", "q"];
const sharedCodes = ["welcome10", "VIP-ALL", "größe"];
const broken = [null, [], { k: [], p: [{}] }, { k: ["x"], p: [] }, { k: [], p: [{ i: 1, f: 9 }] }];
/** Each alone and together; pausing hides other reasons, so it is rarer. */
const flags = [0, 1, 2, 3, 2, 3, 4, 7];
const today = 700;
const dates = ["2026-11-29", "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "soon"];

/** Texts that say which reason a message is for. */
const reasonsAsMessages = {
  en: { blocked: "blocked", paused: "paused", expired: "expired", holder: "holder" },
};

/** Up to seven codes of all kinds, against up to five pools: most of them are close to a match. */
export function randomGuardInput(dice: Dice): GuardInput {
  const formats = Array.from({ length: 1 + dice.roll(3) }, () => randomFormat(dice));
  const codes = Array.from({ length: 1 + dice.roll(7) }, () => randomCode(dice, formats));
  return {
    enteredDiscountCodes: codes.map((code) => ({ code, rejectable: !dice.oneIn(12) })),
    cart: { buyerIdentity: randomBuyer(dice, codes) },
    discount: {
      config: dice.oneIn(20) ? null : { jsonValue: randomConfig(dice, formats) },
      messages: { jsonValue: reasonsAsMessages },
    },
    localization: { language: { isoCode: "EN" } },
    shop: { localTime: { date: dice.pick(dates) } },
  };
}

function randomFormat(dice: Dice): SealFormat {
  return {
    poolId: 1 + dice.roll(4),
    prefix: dice.pick(prefixes),
    suffix: dice.pick(suffixes),
    groupSize: dice.pick([null, 4, 5]),
    randomLength: 5 + dice.roll(3),
  };
}

function randomConfig(dice: Dice, formats: SealFormat[]): unknown {
  if (dice.oneIn(30)) return dice.pick(broken);
  const sealedPools = formats.map(({ poolId, prefix, suffix, randomLength }) => ({
    i: poolId,
    x: prefix,
    ...(suffix && { z: suffix }),
    n: randomLength,
    f: dice.pick(flags),
  }));
  const others = Array.from({ length: dice.roll(3) }, () =>
    dice.oneIn(2)
      ? { i: 1 + dice.roll(9), e: dice.pick(sharedCodes), f: dice.pick(flags) }
      : { i: 1 + dice.roll(9), x: dice.pick(staticPrefixes), f: dice.pick(flags), c: dice.roll(2) },
  );
  const blocked = dice.oneIn(4) ? (marks[dice.roll(marks.length)]?.[0] ?? "") : "";
  return {
    k: keys.slice(0, dice.roll(3)).map(hexOf),
    p: dice.oneIn(2) ? [...sealedPools, ...others] : [...others, ...sealedPools],
    b: `${dice.letters(7 * dice.roll(3))}${blocked}`,
  };
}

function randomCode(dice: Dice, formats: SealFormat[]): string {
  if (dice.oneIn(5)) return `${dice.pick(staticPrefixes)}${dice.letters(dice.roll(8))}`;
  if (dice.oneIn(6)) return retyped(dice, dice.pick(sharedCodes));
  const format = dice.pick(formats);
  const lastDay = dice.oneIn(5) ? 0 : today - 3 + dice.roll(6);
  const random = dice.letters(format.randomLength);
  const code = sealCode(dice.pick(keys), format, random, lastDay, dice.pick(identities));
  return retyped(dice, dice.oneIn(8) ? altered(dice, code) : code);
}

/** As somebody might type it. */
function retyped(dice: Dice, code: string): string {
  const way = dice.roll(8);
  if (way === 0) return code.toLowerCase();
  if (way === 1) return `  ${code}\u00a0`;
  if (way === 2) return code.toUpperCase();
  return way === 3 ? `${code.slice(0, 9)}-${code.slice(9)}` : code;
}

/** With one character replaced. */
export function altered(dice: Dice, code: string): string {
  const place = dice.roll(code.length);
  return code.slice(0, place) + dice.letters(1) + code.slice(place + 1);
}

function randomBuyer(dice: Dice, codes: string[]): GuardInput["cart"]["buyerIdentity"] {
  const email = dice.oneIn(3) ? null : dice.pick(addresses);
  if (dice.oneIn(2)) return { email, customer: null };
  const listed = codes
    .filter(() => dice.oneIn(3))
    .map((code) => [code.trim().toLowerCase(), [1 + dice.roll(9), dice.roll(2) * today]] as const);
  const jsonValue = { c: Object.fromEntries(listed), ...(dice.oneIn(6) && { x: 1 }) };
  return {
    email,
    customer: {
      id: `gid://shopify/Customer/${dice.pick(["1", "22", "333"])}`,
      email: dice.oneIn(2) ? null : dice.pick(addresses),
      metafield: dice.oneIn(3) ? null : { jsonValue },
    },
  };
}
