/**
 * Starts a stopwatch. Returns the elapsed milliseconds, or the process's CPU time if that is less, so
 * waiting for a busy machine doesn't count.
 */
export function startWork(): () => number {
  const started = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return Math.min(performance.now() - started, (user + system) / 1000);
  };
}
