import { expect, test } from "vitest";
import type { Campaign } from "../campaign";
import { listColumns, progressLine, runFigures, stateBadge } from "./campaign-labels";

/** A list of 2,000 lines: 1,998 people, of whom 5 held a code; one line repeated, one invalid. */
const campaign = {
  state: "done",
  total: 2_000,
  people: 1_998,
  invalid: 1,
  done: 2_000,
  assigned: 1_993,
  reused: 6,
  refused: 1,
  codes: 1_998,
} as Campaign;

test("a list tells people and their codes, and not lines", () => {
  expect(listColumns(campaign)).toEqual([1_998, 1_998]);
});

test("the figures of a run add up to its lines", () => {
  const figures = Object.fromEntries(runFigures(campaign));
  expect(figures).toEqual({
    Recipients: 1_998,
    "Codes assigned": 1_993,
    "Had a code already": 5,
    "Repeated lines": 1,
    "Skipped lines": 1,
    "Lines not done yet": 0,
  });
  const { Recipients: _, ...lines } = figures;
  expect(Object.values(lines).reduce((sum, value) => sum + value, 0)).toBe(2_000);
  expect(progressLine(campaign)).toBe(
    "2,000 of 2,000 lines done: 1,993 codes assigned, 5 recipients had a code already, 1 repeated line, 1 skipped",
  );
});

test("while it runs, nobody says of a repeated line that its recipient had a code before", () => {
  const running = { ...campaign, state: "running", done: 1_000, codes: null } as Campaign;
  expect(progressLine(running)).toContain("6 lines of recipients who have a code");
});

test("a run that skipped lines is no plain success", () => {
  expect(stateBadge({ ...campaign, refused: 21_257 })).toEqual({
    label: "Finished with 21,257 skipped",
    tone: "warning",
  });
  expect(stateBadge({ ...campaign, refused: 0 })).toEqual({ label: "Finished", tone: "success" });
});
