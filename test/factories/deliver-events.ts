import http from "node:http";
import { eventHeaders, type OrderEvent } from "./order-events";

export interface EventDelivery {
  port: number;
  /** The shop's domain. */
  shop: string;
  secret: string;
  events: readonly OrderEvent[];
  /** Callers at a time, each over a connection of its own. */
  callers: number;
  /** Gets how long each answer took, in milliseconds, as the answers come. */
  times: number[];
}

/** Delivers events as fast as they are answered; rejects when one is not taken. */
export async function deliverEvents(delivery: EventDelivery): Promise<void> {
  const { events, callers, times } = delivery;
  const agent = new http.Agent({ keepAlive: true, maxSockets: callers });
  let next = 0;
  const caller = async () => {
    for (let event = events[next++]; event; event = events[next++]) {
      const started = performance.now();
      const status = await deliver(agent, delivery, event);
      if (status !== 200) throw new Error(`The event was answered with ${status}.`);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  agent.destroy();
}

function deliver(agent: http.Agent, { port, shop, secret }: EventDelivery, event: OrderEvent) {
  return new Promise<number>((resolve, reject) => {
    const request = http.request(
      {
        agent,
        port,
        host: "127.0.0.1",
        method: "POST",
        path: `/webhooks/${event.topic}`,
        headers: eventHeaders(event, shop, secret),
      },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
      },
    );
    request.on("error", reject);
    request.end(event.body);
  });
}
