import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { now } from "../clock/now";
import { findFunction } from "../extensions/deployed-functions";
import type { FunctionExtension } from "../extensions/extension";
import { buildInput } from "./build-input";
import type { FunctionContext } from "./function-context";
import { isFinished } from "./function-host";
import type { FunctionRun, RunFailure } from "./function-run";
import { type FunctionOutput, outputProblem, parseQuery } from "./function-schema";
import { messagePackSize } from "./message-pack-size";
import type { Json } from "./thread/input-reader";

/** The only target that the sandbox runs. */
const TARGET = "cart.lines.discounts.generate.run";

// Shopify's limits (documentation). They grow with more than 200 lines, which no cart here has.
const MAX_INPUT_BYTES = 128_000;
const MAX_OUTPUT_BYTES = 20_000;
const MAX_MEMORY_BYTES = 10_000 * 1024;

// Enough to see what a test or a person just did.
const RUNS_KEPT = 200;

/**
 * Runs the function of an automatic app discount for a cart, and logs the run. A run that fails in any
 * way returns no operations, like Shopify, where checkout goes on. Null if the discount's function isn't
 * deployed or has another target.
 */
export function runFunction(context: FunctionContext): FunctionOutput | null {
  const { sandbox, shop, discount } = context;
  const deployed = findFunction(sandbox, { id: discount.functionId });
  if (!deployed) return null;
  const started = performance.now();
  const run: FunctionRun = {
    at: now(sandbox),
    shop: shop.domain,
    handle: deployed.handle,
    discountId: discount.id,
    discountTitle: discount.title,
    input: null,
    inputBytes: 0,
    output: null,
    outputBytes: 0,
    ignored: [],
    logs: "",
    error: null,
    durationMs: 0,
  };
  const result = execute(context, deployed.extension, run);
  if (result === null) return null;
  run.durationMs = performance.now() - started;
  if (typeof result === "object" && "reason" in result) run.error = result;
  sandbox.functionRuns.push(run);
  sandbox.functionRuns.splice(0, sandbox.functionRuns.length - RUNS_KEPT);
  return "operations" in result ? result : { operations: [] };
}

type Failure = NonNullable<FunctionRun["error"]>;

const failure = (reason: RunFailure, message: string): Failure => ({ reason, message });

function execute(
  context: FunctionContext,
  extension: FunctionExtension,
  run: FunctionRun,
): FunctionOutput | Failure | null {
  const target = extension.targets.find((one) => one.target === TARGET);
  if (!target) return null;
  const document = parseQuery(target.inputQuery ?? "");
  if (typeof document === "string") return failure("invalid-query", document);
  const built = buildInput(context, document);
  if (typeof built === "string") return failure("input-failed", built);
  run.input = built.input;
  run.inputBytes = messagePackSize(built.input);
  if (run.inputBytes > MAX_INPUT_BYTES) return tooLarge("input", run.inputBytes, MAX_INPUT_BYTES);
  const result = context.sandbox.functionHost.run({
    module: moduleOf(extension.wasmFile),
    exportName: target.export,
    input: built.input,
  });
  if (result === "timed-out") {
    return failure("exceeded-instructions", "The function took too long");
  }
  if (!isFinished(result)) return failure("failed", result.failed);
  run.logs = result.logs;
  if (result.memoryBytes > MAX_MEMORY_BYTES) {
    return tooLarge("memory", result.memoryBytes, MAX_MEMORY_BYTES);
  }
  if (result.output === undefined) return failure("no-output", "The function wrote no output");
  return checkOutput(result.output, run);
}

function checkOutput(output: Json, run: FunctionRun): FunctionOutput | Failure {
  run.output = output;
  run.outputBytes = messagePackSize(output);
  if (run.outputBytes > MAX_OUTPUT_BYTES)
    return tooLarge("output", run.outputBytes, MAX_OUTPUT_BYTES);
  const problem = outputProblem(output);
  if (problem) return failure("invalid-output", problem);
  const checked = output as unknown as FunctionOutput;
  const names = checked.operations.flatMap((operation) => Object.keys(operation));
  run.ignored = names.filter((name) => name !== "enteredDiscountCodesReject");
  return checked;
}

const tooLarge = (what: "input" | "output" | "memory", bytes: number, limit: number): Failure =>
  failure(`${what}-too-large`, `The ${what} has ${bytes} bytes, but ${limit} are allowed`);

const modules = new Map<string, WebAssembly.Module>();

/** The compiled module of a file, which may have been built again since the last run. */
function moduleOf(file: string): WebAssembly.Module {
  const bytes = readFileSync(file);
  const hash = createHash("sha256").update(bytes).digest("hex");
  let module = modules.get(hash);
  if (!module) {
    module = new WebAssembly.Module(bytes);
    modules.set(hash, module);
  }
  return module;
}
