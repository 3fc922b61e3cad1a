import { describe, expect, it } from "vitest";
import { readRecipientList } from "./recipient-list";

describe("reading a pasted list of recipients", () => {
  it("takes one recipient a line and keeps the lines' numbers", () => {
    const text = "\uFEFFada@example.com\r\n\r\n  bob@example.com ; \n\t\nnobody\r7001,";
    expect(readRecipientList(text)).toEqual({
      ok: true,
      value: [
        { line: 1, address: "ada@example.com" },
        { line: 3, address: "bob@example.com" },
        { line: 5, address: "nobody" },
        { line: 6, address: "7001" },
      ],
    });
  });

  it("takes the address out of what mail programs write", () => {
    const text = 'Ada <ada@example.com>,\n"Lovelace, Ada" <ADA@example.com>\n<bob@example.com>';
    const list = readRecipientList(text);
    expect(list.ok && list.value.map(({ address }) => address)).toEqual([
      "ada@example.com",
      "ADA@example.com",
      "bob@example.com",
    ]);
  });

  it("refuses an empty list, a list that is too long and a text that is none", () => {
    const field = { ok: false, failure: { kind: "invalid_input", field: "recipients" } };
    expect(readRecipientList(" \n\n ;")).toMatchObject(field);
    expect(readRecipientList("a@b.example\n".repeat(10_000))).toMatchObject({ ok: true });
    expect(readRecipientList("a@b.example\n".repeat(10_001))).toMatchObject(field);
    expect(readRecipientList("x".repeat(5_000_000))).toMatchObject(field);
  });

  it("keeps only the beginning of a line that goes on and on", () => {
    const list = readRecipientList("x".repeat(100_000));
    expect(list.ok && list.value[0]?.address).toHaveLength(300);
  });
});
