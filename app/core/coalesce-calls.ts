interface Caller<Input, Output> {
  input: Input;
  resolve(output: Output | Promise<Output>): void;
  reject(error: unknown): void;
}

/**
 * Batches concurrent calls. While a `run` for a group is in progress, further calls of that group
 * queue up and then run together, in order, up to `maxBatchSize` at a time. A call with nothing in progress
 * runs right away. A batch starts only after its calls arrive, so results are never stale.
 * `run` returns results in the order of its inputs; a result can be a promise, for failures of
 * single inputs. If it throws, its inputs are retried in halves, so only the failing ones fail. It
 * must therefore have no effect when it throws, or be idempotent.
 */
export function coalesceCalls<Input, Output>(
  maxBatchSize: number,
  run: (inputs: Input[]) => Promise<(Output | Promise<Output>)[]>,
): (group: string, input: Input) => Promise<Output> {
  const lines = new Map<string, Caller<Input, Output>[]>();

  async function workOff(group: string, line: Caller<Input, Output>[]): Promise<void> {
    while (line.length > 0) await runBatch(line.splice(0, maxBatchSize));
    lines.delete(group);
  }

  async function runBatch(callers: Caller<Input, Output>[]): Promise<void> {
    try {
      const outputs = await run(callers.map((caller) => caller.input));
      if (outputs.length !== callers.length) throw new Error("Not every call was answered.");
      for (const [place, caller] of callers.entries()) caller.resolve(outputs[place] as Output);
    } catch (error) {
      if (callers.length === 1) return callers[0]?.reject(error);
      const half = Math.ceil(callers.length / 2);
      await runBatch(callers.slice(0, half));
      await runBatch(callers.slice(half));
    }
  }

  return (group, input) =>
    new Promise((resolve, reject) => {
      const caller = { input, resolve, reject };
      const line = lines.get(group);
      if (line) {
        line.push(caller);
        return;
      }
      const opened = [caller];
      lines.set(group, opened);
      void workOff(group, opened);
    });
}
