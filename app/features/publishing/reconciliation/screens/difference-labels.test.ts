import { describe, expect, it } from "vitest";
import { count } from "../../../../core/format";
import { auditSentence } from "../../../audit/audit-sentence";
import {
  type DifferenceKind,
  type DifferenceRepair,
  differenceKinds,
  differenceRepairs,
  repairsOf,
} from "../difference";
import { differenceLabels, repairLabels } from "./difference-labels";

describe("a kind of difference from the store", () => {
  const sentences: Record<DifferenceKind, string> = {
    missing:
      "Missing from your store: These codes were deleted from your store. Customers who have one can’t use it at checkout.",
    unknown:
      "Added outside this app: Your store has these codes under a pool’s discount, but this app didn’t add them. They work at checkout, but aren’t assigned to anyone.",
    inactive:
      "Discount not working: These pools assign codes for a discount that doesn’t work right now.",
  };

  it.each(differenceKinds)("says what “%s” means for customers", (kind) => {
    const { title, what } = differenceLabels[kind];
    expect(`${title}: ${what}`).toBe(sentences[kind]);
  });

  it.each([
    ["missing", "1 code", "2,000 codes"],
    ["unknown", "1 code", "2,000 codes"],
    ["inactive", "1 pool", "2,000 pools"],
  ] as const)("counts what “%s” is about", (kind, singular, plural) => {
    const labels = differenceLabels[kind];
    expect(count(1, labels.singular, labels.plural)).toBe(singular);
    expect(count(2_000, labels.singular, labels.plural)).toBe(plural);
  });
});

describe("a repair of a difference", () => {
  const sentences: Record<DifferenceRepair, string> = {
    upload: "Upload again / Uploaded again",
    import: "Add to pool / Added to pool",
    remove: "Remove from store / Removed from your store",
    pause: "Deactivate pool / Deactivated",
    ignore: "Ignore / Ignored",
  };

  it.each(differenceRepairs)(
    "says on its button what “%s” does, and later what it did",
    (repair) => {
      expect(`${repairLabels[repair].action} / ${repairLabels[repair].done}`).toBe(
        sentences[repair],
      );
    },
  );

  it("is shown as critical only if codes stop working at checkout", () => {
    const critical = differenceRepairs.filter((repair) => repairLabels[repair].critical);
    expect(critical).toEqual(["remove"]);
  });

  it.each(differenceKinds)("can be told from the other repairs of “%s” by its button", (kind) => {
    const buttons = repairsOf[kind].map((repair) => repairLabels[repair].action);
    expect(new Set(buttons).size).toBe(buttons.length);
  });

  it("has a sentence of its own in the activity log", () => {
    const entry = { actor: "Ada", action: "difference.repaired", poolName: null };
    const logged = differenceRepairs
      .filter((repair) => repair !== "ignore")
      .map((repair) => auditSentence({ ...entry, detail: { repair, count: 2 } }));
    expect(logged.filter((text) => text.endsWith(": "))).toEqual([]);
    expect(new Set(logged).size).toBe(logged.length);
  });
});
