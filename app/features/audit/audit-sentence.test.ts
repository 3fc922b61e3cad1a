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
