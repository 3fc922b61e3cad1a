/**
 * Starts measuring work. Returns the milliseconds since then, or the processor time that the process
 * took if that is less: on a machine that is busy with something else, waiting is not work.
 */
export function startWork(): () => number {
  const started = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return Math.min(performance.now() - started, (user + system) / 1000);
  };
}
