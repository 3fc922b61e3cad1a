import { describe, expect, it } from "vitest";
import { type BoundCode, customerCodes } from "./customer-codes";

const code = (of: Partial<BoundCode>): BoundCode => ({
  code: "summer-1",
  poolId: 7,
  lastDay: 0,
  assignmentId: 1,
  expired: false,
  ...of,
});
const read = (value: string | null): unknown => JSON.parse(value ?? "null");
/** `{"c":{"aa":[7,0]}}` */
const roomForOne = 19;

describe("what is written to a customer", () => {
  it("has every code with its pool and last day", () => {
    const codes = [code({ code: "a", lastDay: 700 }), code({ code: "b", poolId: 8 })];
    expect(read(customerCodes(codes, false).value)).toEqual({ c: { a: [7, 700], b: [8, 0] } });
  });

  it("is nothing without codes, unless the person is blocked", () => {
    expect(customerCodes([], false).value).toBeNull();
    expect(read(customerCodes([], true).value)).toEqual({ c: {}, x: 1 });
  });

  it("is the same text however the codes were read", () => {
    const codes = [code({ code: "a" }), code({ code: "b", assignmentId: 2 })];
    expect(customerCodes(codes, false)).toEqual(customerCodes([...codes].reverse(), false));
  });

  it("leaves out the code that was assigned first, and names its pool", () => {
    const codes = [code({ code: "aa" }), code({ code: "bb", poolId: 8, assignmentId: 2 })];
    expect(customerCodes(codes, false, roomForOne)).toEqual({
      value: '{"c":{"bb":[8,0]}}',
      leftOut: [7],
    });
  });

  it("leaves out expired codes before others, and misses none of them", () => {
    const codes = [
      code({ code: "aa", assignmentId: 1 }),
      code({ code: "bb", assignmentId: 2, expired: true, lastDay: 5 }),
      code({ code: "cc", assignmentId: 3, expired: true, lastDay: 4 }),
    ];
    const room = '{"c":{"aa":[7,0],"bb":[7,5]}}'.length;
    expect(customerCodes(codes, false, room)).toEqual({
      value: '{"c":{"aa":[7,0],"bb":[7,5]}}',
      leftOut: [],
    });
  });

  it("never has more than 10,000 bytes, also with characters of several bytes", () => {
    const codes = Array.from({ length: 600 }, (_, n) =>
      code({ code: `ÖSTERREICH-${n}`, assignmentId: n }),
    );
    const { value, leftOut } = customerCodes(codes, true);
    const bytes = new TextEncoder().encode(value ?? "").length;
    expect(bytes).toBeLessThanOrEqual(10_000);
    expect(bytes).toBeGreaterThan(9_950);
    expect(leftOut).toEqual([7]);
  });

  it("lists a shared code once, until the later of a person's last days", () => {
    const shared = [
      code({ code: "welcome", lastDay: 9, assignmentId: 1 }),
      code({ code: "welcome", lastDay: 8, assignmentId: 2 }),
    ];
    expect(read(customerCodes(shared, false).value)).toEqual({ c: { welcome: [7, 9] } });
    const forever = [...shared, code({ code: "welcome", assignmentId: 3 })];
    expect(read(customerCodes(forever, false).value)).toEqual({ c: { welcome: [7, 0] } });
  });
});
