import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type AuditFacts, auditSentence } from "./audit-sentence";

const sentence = (
  action: string,
  detail: AuditFacts["detail"] = {},
  rest: Partial<AuditFacts> = {},
) => auditSentence({ actor: "Ada L.", action, detail, poolName: "Welcome", ...rest });

describe("a sentence of the audit", () => {
  it.each([
    ["pool.created", { name: "Spring", type: "static" }, "created the pool “Spring”"],
    ["pool.renamed", { from: "A", to: "B" }, "renamed the pool “A” to “B”"],
    [
      "codes.assigned",
      { pool: "Then", count: 1, source: "manual" },
      "assigned 1 code from the pool “Then”",
    ],
    [
      "codes.assigned",
      { count: 4000, source: "api" },
      "assigned 4,000 codes from the pool “Welcome” (source: api)",
    ],
    [
      "codes.voided",
      { pool: "Then", count: 1, code: "SPRING-1" },
      "voided the code “SPRING-1” in the pool “Then”",
    ],
    [
      "reconciliation.finished",
      { read: 12, missing: 0, unknown: 0, inactive: 0 },
      "compared codes with 12 codes in the store: everything matches",
    ],
    [
      "reconciliation.finished",
      { read: 1, missing: 2, unknown: 0, inactive: 0 },
      "compared codes with 1 code in the store: 2 missing",
    ],
    [
      "campaign.finished",
      { campaign: "News", pool: "Then", codes: 1998, assigned: 1999, refused: 0 },
      "finished the campaign “News”: 1,998 codes from the pool “Then” assigned",
    ],
    [
      "alerts.recipients-changed",
      { added: 1, removed: 0, count: 3 },
      "changed the alert recipients: 1 added, now 3",
    ],
    [
      "alerts.threshold-changed",
      { name: "Spring", from: 1, to: null },
      "turned off the low stock alert for the pool “Spring”",
    ],
    [
      "alerts.recipients-changed",
      { added: 0, removed: 2, count: 0 },
      "removed every alert recipient: alerts go to the store’s own email address",
    ],
    ["key.created", { name: "Mailer" }, "created the API key “Mailer”"],
  ])("describes %s with %j", (action, detail, words) => {
    expect(sentence(action, detail as AuditFacts["detail"])).toBe(`Ada L. ${words}`);
  });

  it("names the code and the person if it is about one", () => {
    const detail = { pool: "Then", count: 1, source: "manual", code: "SPRING-1", recipient: 7 };
    const assigned = (recipient?: string | null) =>
      sentence("codes.assigned", detail, { recipient });
    const start = "Ada L. assigned the code “SPRING-1” from the pool “Then”";
    expect(assigned("ada@example.com")).toBe(`${start} to ada@example.com`);
    expect(assigned("customer:7001")).toBe(`${start} to customer 7001`);
    expect(assigned(null)).toBe(`${start} to an erased customer`);
    expect(assigned(undefined)).toBe(start);
    const block = (recipient?: string) =>
      sentence("recipient.unblocked", { recipient: 7 }, { recipient });
    expect(block("ada@example.com")).toBe("Ada L. unblocked ada@example.com");
    expect(block()).toBe("Ada L. unblocked a recipient");
    expect(
      sentence(
        "assignments.released",
        { count: 1, code: "SPRING-1", recipient: 7 },
        { recipient: "ada@example.com" },
      ),
    ).toBe(
      "Ada L. released the code “SPRING-1” from the pool “Welcome” assigned to ada@example.com",
    );
  });

  it.each([
    [
      "difference.repaired",
      { repair: "upload" },
      "repaired 1 difference from the store: a missing code was uploaded again",
      "repaired 1,200 differences from the store: missing codes were uploaded again",
    ],
    [
      "difference.repaired",
      { repair: "import" },
      "repaired 1 difference from the store: a code added outside this app was added to the pool",
      "repaired 1,200 differences from the store: codes added outside this app were added to the pool",
    ],
    [
      "difference.repaired",
      { repair: "remove" },
      "repaired 1 difference from the store: a code added outside this app was removed from the store",
      "repaired 1,200 differences from the store: codes added outside this app were removed from the store",
    ],
    [
      "difference.repaired",
      { repair: "pause" },
      "repaired 1 difference from the store: a pool without a working discount was deactivated",
      "repaired 1,200 differences from the store: pools without a working discount were deactivated",
    ],
    [
      "difference.ignored",
      {},
      "ignored 1 difference from the store",
      "ignored 1,200 differences from the store",
    ],
    [
      "codes.refused",
      {},
      "removed 1 code from the stock of the pool “Welcome” because the store rejected it",
      "removed 1,200 codes from the stock of the pool “Welcome” because the store rejected them",
    ],
    [
      "codes.restored",
      {},
      "made 1 code from the pool “Welcome” usable again after its order was canceled or refunded",
      "made 1,200 codes from the pool “Welcome” usable again after their orders were canceled or refunded",
    ],
    [
      "codes.replaced",
      {},
      "assigned 1 code from the pool “Welcome” to replace a code whose order was canceled or refunded",
      "assigned 1,200 codes from the pool “Welcome” to replace codes whose orders were canceled or refunded",
    ],
    ["codes.marked-sent", {}, "marked 1 code as sent", "marked 1,200 codes as sent"],
  ])("has the right number: %s %j", (action, detail, singular, plural) => {
    expect(sentence(action, { ...detail, count: 1 })).toBe(`Ada L. ${singular}`);
    expect(sentence(action, { ...detail, count: 1_200 })).toBe(`Ada L. ${plural}`);
  });

  it("is about many if it is about all differences", () => {
    expect(sentence("difference.repaired", { repair: "upload", all: true })).toBe(
      "Ada L. repaired all differences from the store: missing codes were uploaded again",
    );
  });

  it("names the app when the app itself acts", () => {
    expect(sentence("shop.installed", {}, { actor: "app" })).toBe("The app was installed");
  });

  it("is readable for an action without a sentence of its own", () => {
    expect(sentence("codes.shuffled-twice", { count: 3, why: null })).toBe(
      "Ada L. did “codes shuffled twice” in the pool “Welcome” (count: 3)",
    );
  });

  it("exists for every action that the app records", () => {
    const recorded = new Set(sources("app").flatMap(actionsIn));
    expect(recorded).toContain("pool.created");
    expect([...recorded].filter((action) => sentence(action).includes(" did “"))).toEqual([]);
  });
});

/** Source of every server module that may record an action. */
function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".server.ts"))
    .map((name) => readFileSync(path.join(folder, name), "utf8"))
    .filter((text) => /recordAudit|changePool/.test(text));
}

/** Actions named in a module: after `action:`, or anywhere under the name of a thing that has actions. */
function actionsIn(text: string): string[] {
  const named = [...text.matchAll(/\baction:\s*([^,\n}]+)/g)].map(([, after]) => after ?? "");
  const things =
    /"(?:pool|codes?|assignments?|campaign|alerts|key|shop|customer|recipient)\.[a-z-]+"/g;
  return [...named, ...(text.match(things) ?? [])].flatMap((part) =>
    [...part.matchAll(/"([a-z]+\.[a-z-]+)"/g)].map(([, action]) => action ?? ""),
  );
}
