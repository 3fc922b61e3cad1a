import { describe, expect, it } from "vitest";
import { testKeyring } from "../../../test/factories/test-keys";
import { normaliseRecipient } from "./recipient";
import { decryptAddress, encryptAddress, recipientKey } from "./recipient-encryption.server";

describe("recipient", () => {
  it.each([
    ["Ada@Example.COM ", "ada@example.com"],
    ["\uFEFF ada@example.com\u200B", "ada@example.com"],
    ["jose\u0301@example.com", "jos\u00e9@example.com"],
    ["ada@BÜCHER.example", "ada@xn--bcher-kva.example"],
    ["ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example"],
    ["o'neil+spring_26@mail.example.co.uk", "o'neil+spring_26@mail.example.co.uk"],
    ["gid://shopify/Customer/7001", "customer:7001"],
    ["7001", "customer:7001"],
  ])("normalizes %j to %j", (text, value) => {
    expect(normaliseRecipient(text)).toEqual({ ok: true, value });
  });

  it.each([
    "",
    "   ",
    "ada",
    "@example.com",
    "ada@",
    "ada@example",
    "ada@example.c om",
    "ada@ada@example.com",
    "ada lovelace@example.com",
    "Ada <ada@example.com>",
    "ada@example.com,bob@example.com",
    "ada@-example.com",
    "ada@example..com",
    ".ada@example.com",
    "ada@10.0.0.1",
    "ada\u0000@example.com",
    "ada@exa\u200Bmple.com/x",
    "=1+1",
    "0",
    `${"a".repeat(65)}@example.com`,
    `ada@${"a.".repeat(130)}com`,
    "gid://shopify/Order/7001",
  ])("rejects %j", (text) => {
    expect(normaliseRecipient(text)).toEqual({
      ok: false,
      failure: { kind: "recipient_invalid" },
    });
  });
});

describe("stored recipients", () => {
  const secret = { keyring: testKeyring() };
  const shop = { id: 1 };
  const ada = normaliseRecipient("ada@example.com");
  if (!ada.ok) throw new Error("not read");

  it("have the same 16-byte key within a shop, and another one in other shops", () => {
    const key = recipientKey(secret, shop, ada.value);
    expect(key).toHaveLength(16);
    expect(recipientKey(secret, shop, ada.value)).toEqual(key);
    expect(recipientKey(secret, { id: 2 }, ada.value)).not.toEqual(key);
    const elsewhere = { keyring: { ...secret.keyring, hashSecret: Buffer.alloc(32, 8) } };
    expect(recipientKey(elsewhere, shop, ada.value)).not.toEqual(key);
  });

  it("are decrypted to the same text, and never encrypted to the same bytes twice", () => {
    const sealed = encryptAddress(secret, shop, "ädä@example.com");
    expect(decryptAddress(secret, shop, sealed)).toBe("ädä@example.com");
    expect(encryptAddress(secret, shop, "ädä@example.com")).not.toEqual(sealed);
    expect(sealed.includes("example")).toBe(false);
  });

  it("can't be decrypted for another shop or after a change", () => {
    const sealed = encryptAddress(secret, shop, "ada@example.com");
    expect(() => decryptAddress(secret, { id: 2 }, sealed)).toThrow();
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    expect(() => decryptAddress(secret, shop, sealed)).toThrow();
  });
});
