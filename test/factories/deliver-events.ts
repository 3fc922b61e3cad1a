import http from "node:http";
import { eventHeaders, type OrderEvent } from "./order-events";

export interface EventDelivery {
  port: number;
  /** The shop's domain. */
  shop: string;
  secret: string;
  events: readonly OrderEvent[];
  /** Number of concurrent callers, each with its own connection. */
  callers: number;
  /** Receives each response time in milliseconds, in order of arrival. */
  times: number[];
}

/** Delivers events as fast as they are answered. Rejects if a response is not 200. */
export async function deliverEvents(delivery: EventDelivery): Promise<void> {
  const { events, callers, times } = delivery;
  const agent = new http.Agent({ keepAlive: true, maxSockets: callers });
  let next = 0;
  const caller = async () => {
    for (let event = events[next++]; event; event = events[next++]) {
      const started = performance.now();
      const status = await deliver(agent, delivery, event);
      if (status !== 200) throw new Error(`The webhook got the response ${status}.`);
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
