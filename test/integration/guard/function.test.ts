import { readFile } from "node:fs/promises";
import {
  loadInputQuery,
  loadSchema,
  validateTestAssets,
} from "@shopify/shopify-function-test-helpers";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import {
  type GuardOutput,
  runGuard,
} from "../../../app/features/guard/function/run-function.server";
import defaultMessages from "../../../app/features/guard/messages/default-messages.json";
import type { RefusalReason } from "../../../app/features/guard/rule/guard-input";
import { type GuardCase, guardCases } from "../../factories/guard-cases";
import { guardInput } from "../../factories/guard-input";

const target = "cart.lines.discounts.generate.run";
const precedence = ["blocked", "paused", "expired", "holder"] as const;
const schema = await loadSchema("schema/functions-discount-2026-10.graphql");
const inputQueryAST = await loadInputQuery("extensions/code-guard/src/run.graphql");
const wasm = await readFile("extensions/code-guard/dist/function.wasm");

/** The answer, if each reason has its text in English. */
function expectedOutput({ input, reasons }: GuardCase): GuardOutput {
  const codesOf = (reason: RefusalReason) =>
    input.enteredDiscountCodes.flatMap(({ code }, place) =>
      reasons[place] === reason ? [{ code }] : [],
    );
  const operations = precedence.flatMap((reason) => {
    const codes = codesOf(reason);
    const message = defaultMessages.en[reason];
    return codes.length > 0 ? [{ enteredDiscountCodesReject: { codes, message } }] : [];
  });
  return { operations };
}

describe("the guard’s function, as it is shipped", () => {
  it.each(guardCases)("decides that $name", async (example) => {
    const output = runGuard(example.input);
    expect(output).toEqual(expectedOutput(example));
    const fixture = {
      export: "cart_lines_discounts_generate_run",
      target,
      input: { ...example.input },
      expectedOutput: { ...output },
    };
    const validation = await validateTestAssets({ schema, fixture, inputQueryAST });
    expect(validation).toMatchObject({
      inputQuery: { errors: [] },
      inputFixture: { errors: [] },
      outputFixture: { errors: [] },
    });
  });

  const paused = (messages: unknown, language: string) => {
    const input = guardInput({
      codes: ["WELCOME10"],
      config: { p: [{ i: 9, e: "welcome10", f: 4 }] },
      messages,
      language,
    });
    return runGuard(input).operations[0]?.enteredDiscountCodesReject.message;
  };

  it.each(Object.entries(defaultMessages))("speaks the cart’s language: %s", (language, texts) => {
    expect(paused(undefined, language.toUpperCase())).toBe(texts.paused);
    expect(paused({ [language]: { paused: "★" } }, `${language.toUpperCase()}_XX`)).toBe("★");
    expect(paused({ [language]: { expired: "★" }, xx: { paused: "☆" } }, language)).toBe(
      texts.paused,
    );
  });

  it("speaks English, first the merchant’s, to those whose language it doesn’t know", () => {
    expect(paused(undefined, "FI")).toBe(defaultMessages.en.paused);
    expect(paused({ en: { paused: "Later!" } }, "FI")).toBe("Later!");
    expect(paused({ en: { paused: "Later!" }, fi: { paused: "Ei nyt" } }, "FI")).toBe("Ei nyt");
    expect(paused({ en: { paused: "Later!" } }, "DE")).toBe(defaultMessages.de.paused);
    expect(paused({ en: { paused: "" } }, "EN")).toBe(defaultMessages.en.paused);
  });

  it("imports nothing but Shopify’s API, and exports what its configuration says", async () => {
    const module = new WebAssembly.Module(wasm);
    const imported = WebAssembly.Module.imports(module);
    expect(new Set(imported.map((entry) => entry.module))).toEqual(
      new Set(["shopify_function_v2"]),
    );
    const file = await readFile("extensions/code-guard/shopify.extension.toml", "utf8");
    const toml = parse(file) as unknown as {
      extensions: { targeting: { target: string; export: string }[] }[];
    };
    const [targeting] = toml.extensions[0]?.targeting ?? [];
    expect(targeting?.target).toBe(target);
    const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
    expect(exported.toSorted()).toEqual([targeting?.export, "memory"]);
  });

  it("is far smaller than Shopify’s 256 kB", () => {
    expect(wasm.byteLength).toBeLessThanOrEqual(32_000);
  });

  it("has sentences that fit beside a code: at most 120 characters", () => {
    const texts = Object.values(defaultMessages).flatMap((ofLanguage) => Object.values(ofLanguage));
    expect(texts).toHaveLength(32);
    expect(texts.filter((text) => text.length > 120)).toEqual([]);
  });

  it("asks for no cart lines, so that its cost doesn’t grow with the cart", async () => {
    const query = await readFile("extensions/code-guard/src/run.graphql", "utf8");
    expect(query).not.toMatch(/\blines\b/);
    expect(Buffer.byteLength(query)).toBeLessThanOrEqual(3_000);
  });
});
