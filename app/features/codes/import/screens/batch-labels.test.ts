import { describe, expect, it } from "vitest";
import type { Batch } from "../batch";
import { timeLeft } from "./batch-labels";

const at = (time: string) => new Date(`2026-11-21T${time}Z`);
const running = (batch: Partial<Batch> = {}) =>
  ({
    state: "running",
    createdAt: at("12:00:00"),
    startedAt: at("13:00:00"),
    movedAt: at("13:02:00"),
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
    expect(left(running({ movedAt: at("13:00:00") }))).toBe(undefined);
    expect(left(running({ state: "done" }))).toBe(undefined);
  });
});
