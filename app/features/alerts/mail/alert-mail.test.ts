import { describe, expect, it } from "vitest";
import { uploadedPoolTypes } from "../../pools/pool";
import { type AlertKind, kindsOf } from "../conditions/alert-conditions";
import { type AlertFacts, alertMail } from "./alert-mail";

const cases = ([...uploadedPoolTypes, "dynamic"] as const).flatMap((type) =>
  kindsOf[type].map((kind) => ({ type, kind })),
);

function mailOf(poolType: AlertFacts["poolType"], kind: AlertKind, also: AlertKind[] = []): string {
  const { subject, text, html } = alertMail({
    kind,
    poolType,
    also,
    poolName: "Spring",
    shopName: "Demo Store",
    available: kind === "empty" ? 0 : 12,
    assigned: 88,
    total: 100,
    lowStockThreshold: 20,
    projection: kind === "empty" ? { kind: "empty" } : { kind: "no-rate", inLists: 0, planned: 0 },
    closing: { day: "2026-11-27", count: "12" },
    supplyFailure: null,
    used: { byOthers: 2, unassigned: 1 },
    poolUrl: "https://example.com/pool",
    toShopItself: false,
  });
  return `${subject}\n${text}\n${html}`;
}

describe("the advice in an alert email", () => {
  it.each(cases)("about “$kind” fits a $type pool", ({ type, kind }) => {
    const mail = mailOf(type, kind);
    if (type !== "static") expect(mail).not.toMatch(/import/i);
    if (type !== "dynamic") expect(mail).not.toMatch(/generat/i);
    expect(mail).toContain("Spring");
  });

  it.each([
    ["static", "empty", "Import more codes"],
    ["static", "low", "Import more codes"],
    ["static", "runs-out", "Import more codes"],
    ["static", "assign-by", "import codes with a later date"],
    ["dynamic", "empty", "Longer codes or a higher limit"],
    ["dynamic", "low", "Longer codes or a higher limit"],
    ["dynamic", "assign-by", "a later default expiration"],
    ["shared", "empty", "Add a code"],
    ["shared", "assign-by", "Add a code with a later date"],
  ] as const)("tells a %s pool about “%s”: %s", (type, kind, advice) => {
    expect(mailOf(type, kind)).toContain(advice);
  });

  it("is given once if two alerts share it", () => {
    const text = mailOf("static", "low", ["runs-out"]).split("<")[0] ?? "";
    expect(text.match(/Import more codes/g)).toHaveLength(1);
  });
});
