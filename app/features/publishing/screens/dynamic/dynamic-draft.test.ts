import { describe, expect, it } from "vitest";
import { type DynamicDraft, emptyDynamic, readDynamic } from "./dynamic-draft";

const read = (fields: Partial<DynamicDraft>, alive = 0) =>
  readDynamic({ ...emptyDynamic, ...fields }, { alive });

describe("dynamic pool form", () => {
  it("starts with a valid format and stock settings", () => {
    const { problems, pattern, buffer } = read({});
    expect(problems).toEqual({});
    expect(pattern).toMatchObject({ length: 10, groupSize: null });
    expect(buffer).toEqual({ target: 1000, floor: 500 });
  });

  it.each<[Partial<DynamicDraft>, string]>([
    [{ length: "" }, "pattern.length"],
    [{ length: "3" }, "pattern.length"],
    [{ length: "ten" }, "pattern.length"],
    [{ groupSize: "0" }, "pattern.groupSize"],
    [{ prefix: "A B" }, "pattern.prefix"],
    [{ alphabet: "A" }, "pattern.alphabet"],
    [{ target: "0", floor: "1" }, "buffer.target"],
    [{ floor: "2000" }, "buffer.floor"],
  ])("shows an error for %j at its field", (fields, field) => {
    expect(Object.keys(read(fields).problems)).toContain(field);
  });

  it("suggests a length when codes are too easy to guess", () => {
    expect(read({ length: "5" }).problems["pattern"]).toMatch(/Use \d+ random characters or more/);
    expect(read({ length: "8" }, 900_000).problems["pattern"]).toMatch(/too easy to guess/);
  });
});
