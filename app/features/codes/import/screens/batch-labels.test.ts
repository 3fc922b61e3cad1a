import { describe, expect, it } from "vitest";
import type { Batch } from "../batch";
import { countsLine, percentDone, shortCode, timeLeft } from "./batch-labels";

const at = (time: string) => new Date(`2026-11-21T${time}Z`);
const running = (batch: Partial<Batch> = {}) =>
  ({
    state: "running",
    createdAt: at("12:00:00"),
    startedAt: at("13:00:00"),
    lastProgressAt: at("13:02:00"),
    bytesRead: 25,
    byteSize: 100,
    ...batch,
  }) as Batch;
const left = (batch: Batch) => timeLeft(batch, at("13:02:00").getTime());

describe("the time left of an import", () => {
  it("is estimated from the start of the import, not from the upload of its file", () => {
    expect(left(running())).toBe("about 6 minutes left");
    expect(left(running({ bytesRead: 75 }))).toBe("less than a minute left");
  });

  it("isn't shown before there is progress, or while the import is stalled", () => {
    expect(left(running({ startedAt: null }))).toBe(undefined);
    expect(left(running({ bytesRead: 2 }))).toBe(undefined);
    expect(left(running({ lastProgressAt: at("13:00:00") }))).toBe(undefined);
    expect(left(running({ state: "done" }))).toBe(undefined);
  });
});

describe("the result of an import", () => {
  const nothing = {
    added: 0,
    removed: 0,
    alreadyHere: 0,
    twiceInFile: 0,
    elsewhere: 0,
    invalid: 0,
  };
  const result = (counts: Partial<typeof nothing>) =>
    countsLine(running({ ...nothing, ...counts }));

  it("says how many codes were added, even if none were", () => {
    expect(result({})).toBe("0 codes added");
    expect(result({ added: 1 })).toBe("1 code added");
  });

  it("says what became of every other row", () => {
    expect(
      result({
        added: 20_000,
        removed: 1,
        alreadyHere: 2,
        twiceInFile: 1,
        elsewhere: 1,
        invalid: 2,
      }),
    ).toBe(
      "20,000 codes added, 1 code removed, 2 codes already in this pool, 1 duplicate in the file, 1 code in another pool, 2 rows invalid",
    );
  });

  it("is 100% only once the import is finished", () => {
    const read = (state: Batch["state"], bytesRead: number, byteSize = 100) =>
      percentDone(running({ state, bytesRead, byteSize }));
    expect(read("running", 100)).toBe(99);
    expect(read("done", 100)).toBe(100);
    expect(read("queued", 0, 0)).toBe(0);
  });
});

describe("a code in the report of an import", () => {
  it("is shortened, to leave room for the reason", () => {
    expect(shortCode("L".repeat(300))).toBe(`${"L".repeat(40)}…`);
    expect(shortCode("🎁".repeat(300))).toBe(`${"🎁".repeat(40)}…`);
  });

  it("is shown in full if it's short", () => {
    expect(shortCode("L".repeat(40))).toBe("L".repeat(40));
  });
});
