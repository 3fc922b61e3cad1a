import { expect, test } from "vitest";
import type { Campaign } from "../campaign";
import { listColumns, progressLine, runFigures, stateBadge, timeLeft } from "./campaign-labels";

/** A list of 2,000 rows: 1,998 people, 5 of them with a code; one row repeated, one invalid. */
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

test("the list of campaigns shows people and codes, not rows", () => {
  expect(listColumns(campaign)).toEqual([1_998, 1_998]);
});

test("the figures of a run add up to its rows", () => {
  const figures = Object.fromEntries(runFigures(campaign));
  expect(figures).toEqual({
    Recipients: 1_998,
    "Codes assigned": 1_993,
    "Already have a code": 5,
    "Repeated rows": 1,
    "Skipped rows": 1,
    Pending: 0,
  });
  const { Recipients: _, ...lines } = figures;
  expect(Object.values(lines).reduce((sum, value) => sum + value, 0)).toBe(2_000);
  expect(progressLine(campaign)).toBe(
    "2,000 of 2,000 rows done: 1,993 codes assigned, 5 recipients already had a code, 1 repeated row, 1 skipped",
  );
});

test("a running campaign doesn't count a repeated row as a recipient who already had a code", () => {
  const running = { ...campaign, state: "running", done: 1_000, codes: null } as Campaign;
  expect(progressLine(running)).toContain("6 rows of recipients with a code");
});

test("a run with skipped rows isn't shown as a plain success", () => {
  expect(stateBadge({ ...campaign, refused: 21_257 })).toEqual({
    label: "Finished with 21,257 skipped",
    tone: "warning",
  });
  expect(stateBadge({ ...campaign, refused: 0 })).toEqual({ label: "Finished", tone: "success" });
});

test("a campaign shows its progress while its list is read and while it runs", () => {
  const progress = { bytesRead: 50, byteSize: 100, done: 2_000 };
  const label = (state: Campaign["state"]) => stateBadge({ ...campaign, ...progress, state }).label;
  expect(label("reading")).toBe("Counting 50%");
  expect(label("running")).toBe("Running 99%");
  expect(label("queued")).toBe("Waiting");
  expect(label("stopped")).toBe("Stopped");
});

test("the time left is estimated from the pace since the run was last resumed", () => {
  const started = Date.parse("2026-11-21T12:00:00Z");
  const left = (run: Partial<Campaign>, seconds: number) =>
    timeLeft({ ...campaign, state: "running", ...run } as Campaign, started + seconds * 1_000);
  const resumed = { paceFrom: new Date(started), paceDone: 1_000 };
  expect(left({ ...resumed, done: 1_500 }, 300)).toBe("about 5 minutes left");
  expect(left({ ...resumed, done: 1_010 }, 300)).toBeUndefined();
  expect(left({ ...resumed, done: 1_500, state: "stopped" }, 300)).toBeUndefined();
});

test("one row, one code and one recipient are singular", () => {
  const single = { ...campaign, total: 1, done: 1, people: 1, codes: 1, reused: 0, refused: 0 };
  expect(progressLine({ ...single, assigned: 1 })).toBe("1 of 1 row done: 1 code assigned");
  expect(progressLine({ ...single, assigned: 0, reused: 1 })).toBe(
    "1 of 1 row done: 0 codes assigned, 1 recipient already had a code",
  );
});
