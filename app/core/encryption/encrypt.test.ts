import { describe, expect, it } from "vitest";
import { testKeyring } from "../../../test/factories/test-keys";
import { DecryptionError, decrypt, encrypt, keyIdOf, reencrypt } from "./encrypt.server";

const address = { name: "recipient-address:1", boundTo: "" };
const before = testKeyring("2026a");
const during = testKeyring("2026b", "2026a");
const after = testKeyring("2026b");

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe("encrypted bytes", () => {
  it("name their key, and can be decrypted with it wherever it is in the list", () => {
    const old = encrypt(before, address, "ädä@example.com");
    expect(keyIdOf(old)).toBe("2026a");
    expect(decrypt(before, address, old)).toBe("ädä@example.com");
    expect(decrypt(during, address, old)).toBe("ädä@example.com");
    expect(keyIdOf(encrypt(during, address, "ada@example.com"))).toBe("2026b");
  });

  it("can hold an empty text, and are never the same twice", () => {
    expect(decrypt(before, address, encrypt(before, address, ""))).toBe("");
    expect(encrypt(before, address, "a")).not.toEqual(encrypt(before, address, "a"));
  });

  it("are re-encrypted with the current key once", () => {
    const old = encrypt(before, address, "ada@example.com");
    const fresh = reencrypt(during, address, old);
    expect(keyIdOf(fresh)).toBe("2026b");
    expect(decrypt(after, address, fresh)).toBe("ada@example.com");
    expect(reencrypt(during, address, fresh)).toBe(fresh);
  });

  it("report which key is missing", () => {
    const error = thrownBy(() => decrypt(after, address, encrypt(before, address, "ada@example")));
    expect(error).toBeInstanceOf(DecryptionError);
    expect(error).toMatchObject({
      keyId: "2026a",
      message:
        'These bytes are encrypted with the key "2026a", which ENCRYPTION_KEYS does not have.',
    });
  });

  it("can't be used for another purpose, another owner or under another key's id", () => {
    const bound = { name: "shopify-token", boundTo: "one.myshopify.com" };
    const token = encrypt(during, bound, "shpat_1");
    expect(decrypt(during, bound, token)).toBe("shpat_1");
    const relabelled = Buffer.from(token);
    relabelled.write("2026a", 1, "latin1");
    for (const [purpose, bytes] of [
      [{ ...bound, name: "other" }, token],
      [{ ...bound, boundTo: "two.myshopify.com" }, token],
      [bound, relabelled],
    ] as const) {
      const error = thrownBy(() => decrypt(during, purpose, bytes));
      expect(error).toBeInstanceOf(DecryptionError);
      expect(error).toMatchObject({ keyId: undefined });
    }
  });

  it("are rejected if they are truncated or changed anywhere", () => {
    const sealed = encrypt(before, address, "ada@example.com");
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const cut = sealed.subarray(0, at);
      expect(thrownBy(() => decrypt(before, address, changed))).toBeInstanceOf(DecryptionError);
      expect(thrownBy(() => decrypt(before, address, cut))).toBeInstanceOf(DecryptionError);
    }
    expect(keyIdOf(Buffer.from("a plain text"))).toBeUndefined();
    expect(keyIdOf(Buffer.alloc(0))).toBeUndefined();
  });
});
