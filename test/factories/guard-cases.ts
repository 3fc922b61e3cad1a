import type { GuardInput, RefusalReason } from "../../app/features/guard/rule/guard-input";
import { blockedMark } from "../../app/features/publishing/sealing/seal";
import {
  type GuardInputOptions,
  guardInput,
  guardKey,
  hexOf,
  olderKey,
  sealed,
  sealedFormat,
} from "./guard-input";

export interface GuardCase {
  name: string;
  input: GuardInput;
  /** Of each entered code: why it is refused; null if it passes. */
  reasons: (RefusalReason | null)[];
}

const ada = "ada@example.com";
const bob = "bob@example.com";
const pool = (f: number) => ({ p: [{ i: 7, x: "VIP-", z: "", n: 6, f }] });
const locked = pool(3);
const paused = pool(7);
const statics = (f: number, c: 0 | 1 = 0) => ({ p: [{ i: 8, x: "SUMMER-", f, c }] });
const shared = (f: number) => ({ p: [{ i: 9, e: "welcome10", f }] });
const lists = (code: string, ...entry: number[]) => ({ codes: { c: { [code]: entry } } });
const blockedAda = { ...locked, b: `BBBBBBB${blockedMark(guardKey, ada)}` };
const adas = sealed(ada, "2026-12-31");
const own = "summer-1a";

/** One case for every reason and every way to pass. */
export const guardCases: GuardCase[] = [
  one("the holder of a sealed code uses it", null, { codes: [adas], config: locked, email: ada }),
  one("somebody else can’t use a sealed code", "holder", {
    codes: [adas],
    config: locked,
    email: bob,
  }),
  one("nobody is refused before the store knows who is buying", null, {
    codes: [adas],
    config: locked,
  }),
  one("a signed-in customer uses the code of their account’s email", null, {
    codes: [adas],
    config: locked,
    email: bob,
    customer: { email: "Ada@Example.com" },
  }),
  one("a customer uses the code that was sealed for their ID", null, {
    codes: [sealed("customer:123")],
    config: locked,
    email: bob,
    customer: {},
  }),
  one("another customer can’t use a code that was sealed for an ID", "holder", {
    codes: [sealed("customer:123")],
    config: locked,
    customer: { id: "gid://shopify/Customer/1234", email: ada },
  }),
  one("a customer with several addresses uses a sealed code that their record lists", null, {
    codes: [adas],
    config: locked,
    email: bob,
    customer: lists(adas.toLowerCase(), 7, 0),
  }),
  one("a sealed code works on its last day", null, {
    codes: [adas],
    config: locked,
    email: ada,
    today: "2026-12-31",
  }),
  one("a sealed code stops the day after its last one, for its holder too", "expired", {
    codes: [adas],
    config: locked,
    email: ada,
    today: "2027-01-01",
  }),
  one("an expired code is refused before the store knows who is buying", "expired", {
    codes: [adas],
    config: locked,
    today: "2027-01-01",
  }),
  one("a sealed code without a last day never expires", null, {
    codes: [sealed(ada)],
    config: locked,
    email: ada,
    today: "2080-01-01",
  }),
  one("the last day is ignored where codes have no personal expiration", null, {
    codes: [adas],
    config: pool(1),
    email: ada,
    today: "2027-01-01",
  }),
  one("anyone can use a code that is sealed but not locked to its holder", null, {
    codes: [adas],
    config: pool(2),
    email: bob,
  }),
  one("no code of a paused pool works", "paused", { codes: [adas], config: paused, email: ada }),
  one("a paused pool is said before an expired code", "paused", {
    codes: [adas],
    config: paused,
    today: "2027-01-01",
  }),
  one("a blocked person can’t use their own code", "blocked", {
    codes: [adas],
    config: blockedAda,
    email: ada,
  }),
  one("a customer who is blocked in their record can’t use a code", "blocked", {
    codes: [adas],
    config: locked,
    email: ada,
    customer: { codes: { c: {}, x: 1 } },
  }),
  one("a blocked person is told so before anything else", "blocked", {
    codes: [adas],
    config: { ...blockedAda, ...paused },
    email: ada,
  }),
  one("a code sealed with the key before the newest one still works", null, {
    codes: [sealed(ada, undefined, { key: olderKey })],
    config: { ...locked, k: [hexOf(guardKey), hexOf(olderKey)] },
    email: ada,
  }),
  one("a code is recognized in lower case, with spaces and without hyphens", "holder", {
    codes: [` vip-${adas.slice(4).replaceAll("-", "").toLowerCase()} `],
    config: locked,
    email: bob,
  }),
  one("a code that only looks like a sealed one isn’t ours", null, {
    codes: ["VIP-BCDF-GHBB-BBBB-BBBB"],
    config: locked,
    email: bob,
  }),
  one("a code of a pool that isn’t guarded is left alone", null, {
    codes: [sealed(ada, undefined, { format: { ...sealedFormat, poolId: 6 } })],
    config: locked,
    email: bob,
  }),
  one("a customer uses a static code that their record lists", null, {
    codes: [own.toUpperCase()],
    config: statics(3, 1),
    customer: lists(own, 8, 700),
  }),
  one("a static code expires on the day in its holder’s record", "expired", {
    codes: [own],
    config: statics(3, 1),
    customer: lists(own, 8, 600),
  }),
  one("a customer without a static code is refused if all records are complete", "holder", {
    codes: [own],
    config: statics(1, 1),
    customer: {},
  }),
  one("a customer without a static code passes while records are incomplete", null, {
    codes: [own],
    config: statics(1),
    customer: {},
  }),
  one("a guest uses any static code", null, { codes: [own], config: statics(1, 1), email: bob }),
  one("a listed code of a pool that isn’t guarded is left alone", null, {
    codes: [own],
    config: statics(4),
    customer: lists(own, 5, 0),
  }),
  one("the longest fitting prefix decides whose static code it is", "paused", {
    codes: [own],
    config: { p: [{ i: 1, x: "SUM", f: 1, c: 1 as const }, ...statics(4).p] },
    customer: {},
  }),
  one("a shared code is refused while its pool is paused", "paused", {
    codes: ["Welcome10"],
    config: shared(4),
  }),
  one("everyone uses a shared code", null, {
    codes: ["WELCOME10"],
    config: shared(3),
    email: bob,
    customer: {},
  }),
  one("a code that starts like a shared one is left alone", null, {
    codes: ["WELCOME100"],
    config: shared(4),
  }),
  one("a code that is already applied isn’t touched", null, {
    codes: [adas],
    config: paused,
    rejectable: false,
  }),
  one("nothing is refused without a configuration", null, { codes: [adas], config: null }),
  one("nothing is refused with a broken configuration", null, {
    codes: [adas],
    config: { ...paused, k: ["no key"] },
  }),
  {
    name: "every reason is said once, for all its codes",
    input: guardInput({
      codes: [adas, "OTHER", "welcome10", own, sealed(ada, "2026-01-01"), "WELCOME10"],
      config: { p: [...locked.p, ...shared(4).p, ...statics(1, 1).p] },
      customer: { email: bob },
    }),
    reasons: ["holder", null, "paused", "holder", "expired", "paused"],
  },
];

function one(name: string, reason: RefusalReason | null, options: GuardInputOptions): GuardCase {
  return { name, input: guardInput(options), reasons: [reason] };
}
