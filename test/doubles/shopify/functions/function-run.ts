import type { Json } from "./thread/input-reader";

export type RunFailure =
  | "invalid-query"
  | "input-failed"
  | "input-too-large"
  | "failed"
  | "exceeded-instructions"
  | "memory-too-large"
  | "no-output"
  | "output-too-large"
  | "invalid-output";

/** One run of a function, as the sandbox's log keeps it. */
export interface FunctionRun {
  at: number;
  shop: string;
  handle: string;
  /** The discount that the function belongs to. */
  discountId: string;
  discountTitle: string;
  /** Null if it couldn't be built. */
  input: Json;
  /** In bytes of MessagePack. */
  inputBytes: number;
  /** What the function returned, also if it isn't valid. Null if it returned nothing. */
  output: Json;
  outputBytes: number;
  /** Operations that the sandbox doesn't carry out, such as `orderDiscountsAdd`. */
  ignored: string[];
  logs: string;
  error: { reason: RunFailure; message: string } | null;
  durationMs: number;
}
