import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { hostFunction } from "../../../app/features/guard/function/run-function.server";
import { byteLength, maxMetafieldBytes } from "../../../app/features/guard/rule/config";
import type { GuardInput } from "../../../app/features/guard/rule/guard-input";
import { fullGuardInput } from "../../factories/full-guard-input";
import { guardInput } from "../../factories/guard-input";
import { instructionCounter, withInstructionCounter } from "../../setup/count-instructions";

/** Instructions that Shopify allows a run (docs). */
const allowed = 11_000_000;

const wasm = await readFile("extensions/code-guard/dist/function.wasm");
const counted = new WebAssembly.Module(withInstructionCounter(wasm) as Uint8Array<ArrayBuffer>);

/** Executed by the function itself, without what Shopify's provider does when it is called. */
function instructions(input: GuardInput): number {
  const { exports, run } = hostFunction(counted);
  run(exports["cart_lines_discounts_generate_run"] as () => void, input);
  return Number((exports[instructionCounter] as WebAssembly.Global).value);
}

it.each([
  ["the holder", "ada@example.com"],
  ["somebody else", "bob@example.com"],
])(
  "five codes of %s, against 100 pools in a full configuration with two keys, take a small part of the instructions Shopify allows",
  (_who, email) => {
    const input = fullGuardInput(email);
    const config = JSON.stringify(input.discount.config?.jsonValue);
    expect(byteLength(config)).toBeGreaterThan(maxMetafieldBytes - 7);
    expect(byteLength(config)).toBeLessThanOrEqual(maxMetafieldBytes);
    expect(instructions(input)).toBeGreaterThan(100_000);
    expect(instructions(input)).toBeLessThanOrEqual(0.05 * allowed);
  },
);

it("a cart without codes takes next to none", () => {
  expect(instructions(guardInput({ codes: [] }))).toBeLessThanOrEqual(5_000);
});
