import { createServer } from "node:net";

/** `count` ports that nobody listens on, on 127.0.0.1. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

/** Whether somebody listens on a port of 127.0.0.1. */
export async function isTaken(port: number): Promise<boolean> {
  const server = await listen(port).catch(() => undefined);
  if (!server) return true;
  await new Promise((done) => server.close(done));
  return false;
}

function listen(port: number): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
