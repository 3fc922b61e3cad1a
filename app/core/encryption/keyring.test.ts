import { describe, expect, it } from "vitest";
import { parseEncryptionKeys } from "./keyring.server";

const bytes = (fill: number) => Buffer.alloc(32, fill);
const base64 = (fill: number) => bytes(fill).toString("base64");

describe("the list of encryption keys", () => {
  it("can have one key, or several in order", () => {
    expect(parseEncryptionKeys(`2026a:${base64(1)}`)).toEqual({
      ok: true,
      value: [{ id: "2026a", secret: bytes(1) }],
    });
    expect(parseEncryptionKeys(`2026-b:${base64(2)}, 2026_A:${base64(1)}`)).toEqual({
      ok: true,
      value: [
        { id: "2026-b", secret: bytes(2) },
        { id: "2026_A", secret: bytes(1) },
      ],
    });
  });

  it.each([
    ["", 'key 1 must be ID:KEY, with an ID of 1 to 16 letters, digits, "-" and "_"'],
    [base64(1), 'key 1 must be ID:KEY, with an ID of 1 to 16 letters, digits, "-" and "_"'],
    [`a:${base64(1)},`, 'key 2 must be ID:KEY, with an ID of 1 to 16 letters, digits, "-" and "_"'],
    [
      `a:${base64(1)},ünder:${base64(2)}`,
      'key 2 must be ID:KEY, with an ID of 1 to 16 letters, digits, "-" and "_"',
    ],
    [
      `seventeen-letters:${base64(1)}`,
      'key 1 must be ID:KEY, with an ID of 1 to 16 letters, digits, "-" and "_"',
    ],
    ["a:", 'key "a" must be 32 bytes in base64'],
    [`a:${Buffer.alloc(31).toString("base64")}`, 'key "a" must be 32 bytes in base64'],
    [`a:${Buffer.alloc(32, 1).toString("hex")}`, 'key "a" must be 32 bytes in base64'],
    [`a: ${base64(1)}`, 'key "a" must be 32 bytes in base64'],
    [`a:${base64(1)},a:${base64(2)}`, 'the id "a" is given twice'],
    [`a:${base64(1)},b:${base64(1)}`, '"a" and "b" are the same key'],
  ])("is rejected with a reason that never quotes a key: %s", (text, reason) => {
    expect(parseEncryptionKeys(text)).toEqual({ ok: false, failure: reason });
  });
});
