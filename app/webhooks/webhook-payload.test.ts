import { describe, expect, it } from "vitest";
import { readPayload } from "./webhook-payload";

describe("reading a webhook's payload", () => {
  it("keeps every digit of long ids", () => {
    expect(
      readPayload('{"id": 12345678901234567890, "ids":[9007199254740993,-9007199254740993]}'),
    ).toEqual({ id: "12345678901234567890", ids: ["9007199254740993", "-9007199254740993"] });
  });

  it("leaves strings, short numbers and fractions unchanged", () => {
    const text =
      '{"note":"order 12345678901234567890, \\"9007199254740993\\" \\\\","n":7,"x":1.5e3,"price":"1.00"}';
    expect(readPayload(text)).toEqual(JSON.parse(text));
  });
});
