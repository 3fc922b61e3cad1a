import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeKey, readCode, shownText } from "./code-text";

describe("parsing a code", () => {
  it.each([
    ["SPRING-1", "SPRING-1"],
    ["  SPRING-1\t", "SPRING-1"],
    ["\uFEFFSPRING-1\u200B", "SPRING-1"],
    ["\u00A0SPRING 1\u00A0", "SPRING 1"],
    ["CAFE\u0301", "CAFÉ"],
    ["夏季折扣", "夏季折扣"],
    ["🎁".repeat(255), "🎁".repeat(255)],
    ["PARTY🎉", "PARTY🎉"],
    ["LOVE❤️", "LOVE❤️"],
    ["FAMILY👨‍👩‍👧", "FAMILY👨‍👩‍👧"],
  ])("reads %j as %j", (text, value) => {
    expect(readCode(text)).toEqual({ ok: true, value });
  });

  it.each([
    ["", "The code is empty."],
    ["  \u200B ", "The code is empty."],
    ["A\nB", "The code contains a line break."],
    ["A\u2028B", "The code contains a line break."],
    ["A".repeat(256), "The code has 256 characters. Use 255 or fewer."],
    ["AB\u200BC", "Character 3 of the code is invisible. Type the code again."],
    ["A\u0000", "Character 2 of the code is invisible. Type the code again."],
    ["A\u00A0B", "Character 2 of the code is invisible. Type the code again."],
    ["A\tB", "Character 2 of the code is invisible. Type the code again."],
    ["A\u200DB", "Character 2 of the code is invisible. Type the code again."],
    [
      "AB\uFFFD",
      "Character 3 of the code couldn’t be read. Save the file as UTF-8 and choose it again.",
    ],
    ["A\uD800B", "Character 2 of the code is invisible. Type the code again."],
  ])("refuses %j", (text, message) => {
    expect(readCode(text)).toEqual({ ok: false, failure: { kind: "code_invalid", message } });
  });
});

describe("comparing codes", () => {
  it("ignores case, spaces around and how an accent is written", () => {
    expect(codeKey(" Spring-É ")).toBe(codeKey("SPRING-e\u0301"));
  });

  it("derives the same key from a key as from its text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(codeKey(codeKey(text))).toBe(codeKey(text));
      }),
    );
  });

  it("gives a parsed code the key of its original text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const code = readCode(text);
        if (code.ok) expect(codeKey(code.value)).toBe(codeKey(text));
      }),
    );
  });
});

it("shows a rejected text without invisible characters and shortens long ones", () => {
  expect(shownText(" A\u0000B\u200BC ")).toBe("A�B�C");
  expect([...shownText("🎁".repeat(300))]).toHaveLength(256);
});
