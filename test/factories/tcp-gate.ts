import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface TcpGate {
  port: number;
  /** Breaks every connection and rejects new ones until opened again. */
  shut(): void;
  /** Keeps connections open but forwards nothing, like a host that lost its network. */
  silence(): void;
  open(): void;
  close(): Promise<void>;
}

/** Starts a proxy for a port of 127.0.0.1 that can simulate network failures. */
export async function startTcpGate(target: number): Promise<TcpGate> {
  const pairs = new Set<[Socket, Socket]>();
  let state: "open" | "shut" | "silent" = "open";
  const apply = ([client, upstream]: [Socket, Socket]) => {
    for (const socket of [client, upstream]) {
      if (state === "silent") socket.pause();
      else socket.resume();
    }
  };
  const server = createServer((client) => {
    if (state === "shut") {
      client.destroy();
      return;
    }
    const pair: [Socket, Socket] = [client, connect(target, "127.0.0.1")];
    pairs.add(pair);
    for (const [from, to] of [pair, [...pair].reverse() as [Socket, Socket]]) {
      from.on("data", (part: Buffer) => to.write(part));
      from.on("error", () => to.destroy());
      from.on("close", () => {
        pairs.delete(pair);
        to.destroy();
      });
    }
    apply(pair);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const destroyAll = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  const become = (next: typeof state) => {
    state = next;
    for (const pair of pairs) apply(pair);
  };
  return {
    port: (server.address() as AddressInfo).port,
    shut: () => {
      become("shut");
      destroyAll();
    },
    silence: () => become("silent"),
    open: () => become("open"),
    close: async () => {
      destroyAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The same connection string for another TCP port. */
export function throughPort(url: string, port: number): string {
  const changed = new URL(url);
  changed.searchParams.delete("host");
  changed.port = String(port);
  return changed.href;
}
