import { createServer } from "node:net";

/** Number of ports reserved for each process. */
export const portsPerProcess = 40;

/**
 * The first port reserved for a test process. Test processes get different ranges. They are below
 * the ephemeral ports, so the system doesn't assign one before the process it is meant for starts.
 * They are above 10080, the highest port that `fetch` and browsers block (WHATWG Fetch, "bad
 * port").
 */
export const firstPortOf = (pid: number) => 10_100 + (pid % 550) * portsPerProcess;

const first = firstPortOf(process.pid);
let offset = 0;

/** Returns `count` free ports on 127.0.0.1, without repeats until the range is used up. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = first + (offset++ % portsPerProcess);
    if (!(await isTaken(port))) ports.push(port);
  }
  return ports;
}

/** Whether a port of 127.0.0.1 is in use. */
export async function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(true));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(false)));
  });
}
