import { Agent, type IncomingMessage, request } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";

// Close idle connections long before the server does (by default after five seconds), because a
// request on a connection that is being closed gets no response.
const reuse = { keepAlive: true, timeout: 1000 };
const agents = { "http:": new Agent(reuse), "https:": new TlsAgent(reuse) };

/**
 * Posts a body and resolves the response's status. Rejects if there is no response in time. Uses
 * `node:http` because `fetch` takes twice as long, and a burst has many thousands of these.
 */
export function postDelivery(
  url: string,
  headers: Record<string, string>,
  body: string,
  withinMs: number,
): Promise<number> {
  const target = new URL(url);
  const secure = target.protocol === "https:";
  return new Promise((resolve, reject) => {
    const posted = (secure ? tlsRequest : request)(target, {
      method: "POST",
      agent: agents[secure ? "https:" : "http:"],
      headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
    });
    const timer = setTimeout(
      () => posted.destroy(new Error(`No answer within ${withinMs} ms`)),
      withinMs,
    );
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    posted.on("error", fail);
    posted.on("response", (response: IncomingMessage) => {
      response.on("error", fail);
      response.on("end", () => {
        clearTimeout(timer);
        resolve(response.statusCode ?? 0);
      });
      response.resume();
    });
    posted.end(body);
  });
}
