import type { AddedCodes, Platform, PlatformDiscount } from "../../../app/platform/platform";
import type { PlatformFailure, PlatformRefused } from "../../../app/platform/platform-failure";
import { absentPlatform } from "../../factories/absent-platform";

/** What can go wrong with a call. `fault` decides once per call. */
export type Fault =
  | "unreachable"
  | "lost_answer"
  | "denied"
  /** The calling process dies before or after the work is done. */
  | "killed_before"
  | "killed_after"
  | null;

interface Addition {
  discountId: string;
  codes: string[];
  /** How many more polls until it is done. */
  pollsLeft: number;
  result: AddedCodes;
}

type Returned<Call extends (...args: never[]) => unknown> = Awaited<ReturnType<Call>>;

/** An in-memory platform that stores codes as the port requires, with faults chosen by a test. */
export class FakePlatform {
  /** Lowercase code → its discount and ID. */
  readonly codes = new Map<string, { code: string; discountId: string; id: string }>();
  readonly titles = new Map<string, string>();
  readonly ended = new Set<string>();
  readonly calls: string[] = [];
  fault: (call: string) => Fault = () => null;
  /** If set, the platform rejects new codes with this failure. */
  refusal: PlatformRefused | null = null;
  /** Number of polls until an addition is done. */
  pollsUntilDone = 1;
  /** Number of polls until a removal is done. */
  pollsUntilRemoved = 2;
  /** Number of polls after a removal was requested until its codes are gone. */
  pollsUntilGone = 0;
  codesPerAddition = 250;
  readonly #additions = new Map<string, Addition>();
  readonly #removals = new Map<
    string,
    { pollsLeft: number; pollsUntilGone: number; remove: () => void }
  >();
  #next = 1;

  constructor(readonly discounts: Set<string>) {}

  open = (domain: string): Platform => ({
    ...absentPlatform(domain),
    codesPerAddition: this.codesPerAddition,
    readDiscount: async (id) =>
      this.#call("readDiscount", () => {
        if (!this.discounts.has(id)) {
          return { ok: false, failure: { kind: "discount_not_found" } };
        }
        const discount: PlatformDiscount = {
          id,
          title: this.titles.get(id) ?? "Welcome",
          status: this.ended.has(id) ? "expired" : "active",
          terms: null,
          summary: "",
          startsAt: new Date("2026-01-01T00:00:00Z"),
          endsAt: null,
          codesCount: 0,
          codesCountIsExact: false,
        };
        return { ok: true, value: discount };
      }),
    addCodes: async (discountId, codes) =>
      this.#call<Returned<Platform["addCodes"]>>("addCodes", () => {
        if (this.refusal) return { ok: false, failure: this.refusal };
        if (!this.discounts.has(discountId)) {
          return { ok: false, failure: { kind: "discount_not_found" } };
        }
        const additionId = `addition-${this.#next++}`;
        const pollsLeft = this.pollsUntilDone;
        const result: AddedCodes = { done: true, refused: [], added: [] };
        this.#additions.set(additionId, { discountId, codes: [...codes], pollsLeft, result });
        this.#workOff(additionId);
        return { ok: true, value: { additionId } };
      }),
    readAdditions: async (ids) =>
      this.#call("readAdditions", () => {
        const results = new Map<string, AddedCodes>();
        for (const id of ids) {
          const addition = this.#additions.get(id);
          if (!addition) continue;
          addition.pollsLeft -= 1;
          const waits = addition.pollsLeft > 0;
          results.set(id, waits ? { done: false, refused: [], added: [] } : addition.result);
        }
        return { ok: true, value: results };
      }),
    findCodes: async (codes) =>
      this.#call("findCodes", () => ({
        ok: true,
        value: new Map(
          codes.flatMap((code) => {
            const found = this.codes.get(code.toLowerCase());
            if (!found) return [];
            const { discountId, id: platformCodeId } = found;
            const discountTitle = this.titles.get(discountId) ?? "";
            const discountStatus = this.ended.has(discountId) ? "expired" : "active";
            const place = { discountId, platformCodeId, discountTitle, discountStatus } as const;
            return [[code.toLowerCase(), place]];
          }),
        ),
      })),
    listCodes: async (discountId, cursor, limit) =>
      this.#call("listCodes", () => {
        if (!this.discounts.has(discountId)) {
          return { ok: false, failure: { kind: "discount_not_found" } };
        }
        const all = [...this.codes.values()]
          .filter((code) => code.discountId === discountId && Number(code.id) > Number(cursor ?? 0))
          .sort((a, b) => Number(a.id) - Number(b.id));
        const page = all.slice(0, limit);
        const nextCursor = all.length > limit ? (page.at(-1)?.id ?? null) : null;
        const codes = page.map(({ code, id }) => ({ code, platformCodeId: id }));
        return { ok: true, value: { codes, nextCursor } };
      }),
    removeCodes: async (discountId, ids) =>
      this.#call("removeCodes", () => {
        if (ids.length === 0) throw new Error("No codes to remove");
        if (!this.discounts.has(discountId)) {
          return { ok: false, failure: { kind: "discount_not_found" } };
        }
        const requestedIds = new Set(ids);
        const remove = () => {
          for (const [key, { id, discountId: under }] of this.codes) {
            if (requestedIds.has(id) && under === discountId) this.codes.delete(key);
          }
        };
        if (this.pollsUntilGone === 0) remove();
        const removalId = `removal-${this.#next++}`;
        const pollsLeft = this.pollsUntilRemoved;
        this.#removals.set(removalId, { pollsLeft, pollsUntilGone: this.pollsUntilGone, remove });
        return { ok: true, value: { removalId } };
      }),
    readRemoval: async (id) =>
      this.#call("readRemoval", () => {
        const removal = this.#removals.get(id);
        if (removal) removal.pollsLeft -= 1;
        if (removal?.pollsUntilGone === 0) removal.remove();
        if (removal) removal.pollsUntilGone -= 1;
        return { ok: true, value: { done: !removal || removal.pollsLeft <= 0 } };
      }),
  });

  /** Adds a code as the merchant would. */
  put(discountId: string, code: string): void {
    this.codes.set(code.toLowerCase(), { code, discountId, id: String(this.#next++) });
  }

  #workOff(additionId: string): void {
    const addition = this.#additions.get(additionId);
    for (const code of addition?.codes ?? []) {
      const { discountId = "", result } = addition ?? {};
      if (this.codes.has(code.toLowerCase())) {
        result?.refused.push({ code, reason: { kind: "taken" } });
      } else this.put(discountId, code);
    }
  }

  async #call<T>(
    name: string,
    work: () => T,
  ): Promise<T | { ok: false; failure: PlatformFailure }> {
    // Like over a network, the response arrives later.
    await new Promise((resolve) => setImmediate(resolve));
    const fault = this.fault(name);
    this.calls.push(name);
    if (fault === "denied") {
      return { ok: false, failure: { kind: "platform_denied", detail: "no scope" } };
    }
    if (fault === "unreachable") {
      return { ok: false, failure: { kind: "platform_unreachable", detail: "no line" } };
    }
    if (fault === "killed_before") throw new Error("killed");
    const result = work();
    if (fault === "killed_after") throw new Error("killed");
    return fault === "lost_answer"
      ? { ok: false, failure: { kind: "platform_unreachable", detail: "line cut" } }
      : result;
  }
}
