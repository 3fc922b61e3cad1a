import { createServer } from "node:net";

/**
 * Below what systems give to whoever asks for any port, so that nobody takes one by chance before
 * the process starts that it is for; and for each process of tests other ones.
 */
const first = 10_000 + (process.pid % 550) * 40;
let asked = 0;

/** `count` ports that nobody listens on, on 127.0.0.1; not the same ones twice. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = first + (asked++ % 40);
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
