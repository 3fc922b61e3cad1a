import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/**
 * A dynamic pool that gets another discount voids its waiting codes in one row (`void_through`); a job
 * writes that to the codes, and until then `code.state` says `available` of codes that are void. Whoever
 * reads the state asks `codeState` or `isOutdated`, or is listed here with why it need not.
 */
const readsRawState: Record<string, string> = {
  "app/assignments/claim-statement.ts": "the claim cursor is past them",
  "app/assignments/read-line.server.ts": "the claim cursor is past them",
  "app/assignments/history/list-assignments.server.ts": "only codes that someone was given",
  "app/assignments/read-standing.server.ts": "only codes that someone was given",
  "app/assignments/reissue-codes.server.ts": "only codes that someone was given",
  "app/campaigns/list-members.server.ts": "only codes that someone was given",
  "app/campaigns/drafting/count-holders.server.ts": "only codes that someone was given",
  "app/assignments/unsent/list-unsent.server.ts": "only codes that someone was given",
  "app/codes/changing/change-codes.server.ts": "applyChange, which changes them, asks",
  "app/codes/changing/start-code-change.server.ts": "looks for the last place, not for a state",
  "app/codes/import/unused-codes.server.ts": "pools that make no codes",
  "app/redemptions/ledger/decide-ledger.ts": "the state comes from readLedger, which asks",
  "app/redemptions/ledger/write-ledger.server.ts":
    "moves codes from the state that readLedger gave",
  "app/supply/removal/learn-numbers.server.ts": "only codes that are void or expired",
  "app/supply/store-check/check-sample.server.ts": "pools that make no codes",
  "app/supply/store-check/check-unlinked-pools.server.ts": "pools that make no codes",
  "app/supply/store-check/reconcile-discount.server.ts":
    "what a void code does in the store is shown nowhere",
};

const rawState = /code\.state|\bstate (?:=|IN|<>|NOT IN) *\(?'(?:available|voided)/;
const asks = /outdated-codes"|void_through/;

describe("the state of a code", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" })
    .map((file) => `app/${file}`)
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|^app\/ui\//.test(file));
  const raw = files.filter((file) => {
    const text = readFileSync(file, "utf8");
    return rawState.test(text) && !asks.test(text);
  });

  it("is read as the figures count it, also while a job voids codes", () => {
    expect(files.length).toBeGreaterThan(300);
    expect(raw.filter((file) => !(file in readsRawState))).toEqual([]);
  });

  it("is read raw only where that is still so", () => {
    expect(Object.keys(readsRawState).filter((file) => !raw.includes(file))).toEqual([]);
  });
});
