import { createServer } from "node:net";

/** How many ports a process has to choose from. */
export const portsPerProcess = 40;

/**
 * The first of the ports that a process chooses from, for each process of tests others. Below those
 * that systems give out by themselves, so that none is taken by chance before the process starts that
 * it is for. Above 10080, the highest port that `fetch` and browsers refuse to open (WHATWG Fetch,
 * "bad port").
 */
export const firstPortOf = (pid: number) => 10_100 + (pid % 550) * portsPerProcess;

const first = firstPortOf(process.pid);
let asked = 0;

/** `count` ports that nobody listens on, on 127.0.0.1; not the same ones twice. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = first + (asked++ % portsPerProcess);
    if (!(await isTaken(port))) ports.push(port);
  }
  return ports;
}

/** Whether somebody listens on a port of 127.0.0.1. */
export async function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(true));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(false)));
  });
}
