import { describe, expect, it } from "vitest";
import { readMessages } from "./guard-messages";

describe("the merchant's messages at checkout", () => {
  it("are trimmed, without the empty ones, which mean the default", () => {
    expect(
      readMessages({ de: { holder: "  Nur  für dich.\n", paused: " " }, en: { expired: "" } }),
    ).toEqual({ ok: true, value: { de: { holder: "Nur für dich." } } });
  });

  it("have up to 150 characters, however many bytes those are", () => {
    expect(readMessages({ ja: { paused: "あ".repeat(150) } }).ok).toBe(true);
    expect(readMessages({ ja: { paused: "あ".repeat(151) } })).toEqual({
      ok: false,
      failure: {
        kind: "message_too_long",
        language: "ja",
        reason: "paused",
        length: 151,
        max: 150,
      },
    });
  });

  it("name the bytes that are too many", () => {
    const long = "あ".repeat(150);
    const own = { blocked: long, paused: long, expired: long, holder: long };
    const typed = Object.fromEntries(["en", "de", "fr", "es", "it", "ja"].map((one) => [one, own]));
    expect(readMessages(typed)).toMatchObject({
      ok: false,
      failure: { kind: "messages_too_large", bytes: 11_143, max: 10_000 },
    });
  });

  it.each([
    ["EN", "Paused", "language_invalid"],
    ["pt-br", "Paused", "language_invalid"],
    ["en", "Pau\u0007sed", "message_invalid"],
  ])("in %s are refused if they aren't possible", (language, text, kind) => {
    expect(readMessages({ [language]: { paused: text } })).toMatchObject({
      ok: false,
      failure: { kind },
    });
  });
});
