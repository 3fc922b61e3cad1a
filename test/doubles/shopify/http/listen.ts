import type { AddressInfo, Server } from "node:net";

/** Thrown with one readable line when a server cannot start. */
class CannotListen extends Error {}

/** Starts on the loopback interface only, and tells the port it got. */
export function listen(server: Server, port: number, what: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "EADDRINUSE"
          ? `port ${port} is taken; stop what uses it or choose another`
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
