import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AlertState, armed, stepAlert } from "./alert-arming";
import type { PoolCheck } from "./alert-conditions";

/** Checks a condition once per entry and returns the days with an email. */
function run(looks: { day: number; check: PoolCheck }[]) {
  let state: AlertState = armed;
  const mails: { day: number; index: number }[] = [];
  const states: AlertState[] = [];
  for (const [index, { day, check }] of looks.entries()) {
    const date = new Date(Date.UTC(2026, 0, 1 + day, 12));
    const step = stepAlert(state, check, date, date.toISOString().slice(0, 10));
    state = step.state;
    states.push(state);
    if (step.mail) mails.push({ day, index });
  }
  return { mails, states };
}

const looks = fc
  .array(
    fc.record({
      later: fc.nat({ max: 2 }),
      check: fc.constantFrom<PoolCheck>("holds", "over", "covered"),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((steps) => {
    let day = 0;
    return steps.map(({ later, check }) => {
      day += later;
      return { day, check };
    });
  });

describe("an alert's state", () => {
  it("sends at most one email a day, and only while the condition holds", () => {
    fc.assert(
      fc.property(looks, (steps) => {
        const { mails } = run(steps);
        expect(new Set(mails.map(({ day }) => day)).size).toBe(mails.length);
        for (const { index } of mails) expect(steps[index]?.check).toBe("holds");
      }),
    );
  });

  it("sends one email per period in which the condition holds, if it reaches a day without one", () => {
    fc.assert(
      fc.property(looks, (steps) => {
        const { mails } = run(steps);
        const episodes = episodesOf(steps);
        for (const indexes of episodes) {
          const inside = mails.filter(({ index }) => indexes.includes(index));
          expect(inside.length).toBeLessThanOrEqual(1);
          const first = steps[indexes[0] ?? 0]?.day ?? 0;
          const last = steps[indexes.at(-1) ?? 0]?.day ?? 0;
          if (last > first) expect(inside).toHaveLength(1);
        }
      }),
    );
  });

  it("is raised exactly from the first check that holds to the first one that doesn't", () => {
    fc.assert(
      fc.property(looks, (steps) => {
        const { states } = run(steps);
        let raised = false;
        for (const [index, { check }] of steps.entries()) {
          raised = check === "holds" || (check === "covered" && raised);
          expect(states[index]?.raisedAt !== null).toBe(raised);
        }
      }),
    );
  });
});

/** Indexes of the checks that hold, grouped by uninterrupted periods. */
function episodesOf(steps: { check: PoolCheck }[]): number[][] {
  const episodes: number[][] = [];
  let open: number[] = [];
  for (const [index, { check }] of steps.entries()) {
    if (check === "holds") open.push(index);
    if (check === "over" && open.length > 0) {
      episodes.push(open);
      open = [];
    }
  }
  return open.length > 0 ? [...episodes, open] : episodes;
}
