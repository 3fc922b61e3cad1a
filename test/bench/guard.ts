import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { hostFunction } from "../../app/features/guard/function/run-function.server";
import type { GuardInput } from "../../app/features/guard/rule/guard-input";
import { guardInput, sealed } from "../factories/guard-input";
import { type Bench, compare, type Figure, timed } from "./bench";

const rounds = 15;
const runs = 400;
/** A store may have more pools. They cost little: instructions.test.ts counts 100. */
const pools = 20;
const guardFile = "extensions/code-guard/dist/function.wasm";
const emptyFunction = "extensions/code-guard/bench/empty.ts";
const main = "cart_lines_discounts_generate_run";
const maxKilobytes = 32;

/**
 * `guard`: five entered codes, two of which are refused, against a function that does nothing. A run
 * starts with an instance of its own, as on Shopify. `guard-warm`: the same without the making of the
 * instance, which takes longer than either run. `guard-size`: kilobytes, against what we allow ourselves.
 */
export const bench: Bench = {
  names: ["guard", "guard-warm", "guard-size"],
  run: async (): Promise<Figure[]> => {
    const file = await readFile(guardFile);
    const guard = new WebAssembly.Module(file);
    const empty = new WebAssembly.Module(await compileEmpty());
    const input = fiveCodes();
    const cold = (module: WebAssembly.Module) => () => microseconds(() => run(module, input));
    const warm = (module: WebAssembly.Module) => () => {
      const { exports, run } = hostFunction(module);
      return microseconds(() => run(exports[main] as () => void, input));
    };
    await warm(guard)();
    await warm(empty)();
    const size = file.byteLength / 1000;
    return [
      figure("guard", "≤ 3", await compare(rounds, cold(guard), cold(empty))),
      figure("guard-warm", "none", await compare(rounds, warm(guard), warm(empty))),
      {
        name: "guard-size",
        ours: size,
        baseline: maxKilobytes,
        ratio: size / maxKilobytes,
        unit: "kB",
        aim: "≤ 1",
      },
    ];
  },
};

function figure(name: string, aim: string, measured: Pick<Figure, "ours" | "baseline" | "ratio">) {
  return { name, ...measured, unit: "µs", aim };
}

function run(module: WebAssembly.Module, input: GuardInput): void {
  const { exports, run: start } = hostFunction(module);
  start(exports[main] as () => void, input);
}

/** Microseconds for one run. */
async function microseconds(once: () => unknown): Promise<number> {
  const milliseconds = await timed(async () => {
    for (let left = runs; left > 0; left -= 1) once();
  });
  return (milliseconds / runs) * 1000;
}

function fiveCodes(): GuardInput {
  const entry = { x: "VIP-", z: "", n: 6, f: 3 };
  const others = Array.from({ length: pools - 1 }, (_, place) => ({ ...entry, i: 100 + place }));
  const ada = "ada@example.com";
  return guardInput({
    codes: [
      sealed(ada, "2026-12-31"),
      sealed(ada, undefined, { random: "ZZZZZZ" }),
      sealed("bob@example.com"),
      sealed(ada, "2026-01-01"),
      "SUMMER-SALE",
    ],
    config: { p: [...others, { ...entry, i: 7 }] },
    email: ada,
  });
}

async function compileEmpty(): Promise<Buffer<ArrayBuffer>> {
  const folder = await mkdtemp(path.join(tmpdir(), "coupon-pools-empty-"));
  const target = path.join(folder, "empty.wasm");
  await promisify(execFile)(process.execPath, [
    "scripts/build-functions.mjs",
    emptyFunction,
    target,
  ]);
  const wasm = await readFile(target);
  await rm(folder, { recursive: true });
  return wasm;
}
