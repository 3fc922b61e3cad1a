import type { AddressInfo, Server } from "node:net";

/** Thrown if a server can't start. The message is one readable line. */
class CannotListen extends Error {}

/** Listens on the loopback interface only. Resolves the port. */
export function listen(server: Server, port: number, what: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "EADDRINUSE"
          ? `port ${port} is taken. Stop the process that uses it or choose another port`
          : error.message;
      reject(new CannotListen(`The ${what} cannot start: ${reason}.`));
    });
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

export function closeServer(server: Server & { closeAllConnections?: () => void }): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections?.();
  });
}
