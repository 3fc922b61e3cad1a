interface Caller<Input, Output> {
  input: Input;
  resolve(output: Output | Promise<Output>): void;
  reject(error: unknown): void;
}

/**
 * Lets calls that arrive together be answered together. While one `run` of a group is under way the
 * next calls of that group line up, and then run at once, first come first served, up to `most` of
 * them. A call that nobody waits for does not delay it. An answer was always begun after its call
 * came, so it knows everything that was true then.
 *
 * `run` answers in the order of its inputs; an answer may be a promise, for what fails alone. When it
 * throws, its inputs run again in halves, so that only those which cannot be answered fail: then it must
 * have done nothing, or be safe to repeat.
 */
export function coalesceCalls<Input, Output>(
  most: number,
  run: (inputs: Input[]) => Promise<(Output | Promise<Output>)[]>,
): (group: string, input: Input) => Promise<Output> {
  const lines = new Map<string, Caller<Input, Output>[]>();

  async function workOff(group: string, line: Caller<Input, Output>[]): Promise<void> {
    while (line.length > 0) await answer(line.splice(0, most));
    lines.delete(group);
  }

  async function answer(callers: Caller<Input, Output>[]): Promise<void> {
    try {
      const outputs = await run(callers.map((caller) => caller.input));
      if (outputs.length !== callers.length) throw new Error("Not every call was answered.");
      for (const [place, caller] of callers.entries()) caller.resolve(outputs[place] as Output);
    } catch (error) {
      if (callers.length === 1) return callers[0]?.reject(error);
      const half = Math.ceil(callers.length / 2);
      await answer(callers.slice(0, half));
      await answer(callers.slice(half));
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
