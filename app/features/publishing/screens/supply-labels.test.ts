import { describe, expect, it } from "vitest";
import { percentLive, uploadTimeLeft } from "./supply-labels";

describe("upload progress", () => {
  it("isn't 100% while codes are pending", () => {
    expect(percentLive({ uploading: 1, live: 100_000 })).toBe(99);
    expect(percentLive({ uploading: 0, live: 0 })).toBe(100);
    expect(percentLive({ uploading: 500, live: 0 })).toBe(0);
  });

  it.each([
    [0, 100, null],
    [1000, null, null],
    [1000, 100, "less than a minute left"],
    [6001, 100, "about 2 minutes left"],
    [60, 1, "about 1 minute left"],
    [720_000, 100, "about 2 hours left"],
  ])("%d codes at %d a second: %s", (uploading, perSecond, words) => {
    expect(uploadTimeLeft({ uploading, perSecond })).toBe(words);
  });
});
