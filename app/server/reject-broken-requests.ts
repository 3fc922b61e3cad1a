import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { problemBody, problemType } from "../api/problems/problem-response";
import { problems } from "../api/problems/problems";

type Fault = "method_not_allowed" | "invalid_request" | "not_found";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const hostName = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::(\d{1,5}))?$/i;
const lastPort = 65_535;

/**
 * Why no route can be asked; undefined for a request that is one. Methods that the platform's Request
 * does not know, addresses and hosts that are none: they would end as errors of ours. Other
 * spellings of the addresses of machine clients: a page that does not exist would be drawn for them.
 */
export function findFault({ method = "", url = "", headers }: IncomingMessage): Fault | undefined {
  if (!methods.includes(method)) return "method_not_allowed";
  const hosts = [headers.host ?? "", forwarded(headers, "host") ?? "localhost"].join(",");
  const protocol = forwarded(headers, "proto")?.split(",")[0]?.trim() ?? "http";
  if (!url.startsWith("/") || !hosts.split(",").every(isHost)) return "invalid_request";
  if (!["http", "https"].includes(protocol)) return "invalid_request";
  const path = url.split("?")[0] ?? "";
  if (!isReadable(path)) return "invalid_request";
  return isMachineAddress(path) && !path.startsWith("/api/") && !path.startsWith("/webhooks/")
    ? "not_found"
    : undefined;
}

/**
 * Whether an address below `/api` or `/webhooks` was meant, whatever its spelling: in capitals, escaped,
 * with dots or slashes to spare.
 */
function isMachineAddress(path: string): boolean {
  const { pathname } = new URL(`http://localhost${path}`);
  return /^\/+(api|webhooks)(\/|\.data$|$)/i.test(decodeURIComponent(pathname));
}

/** The answer to a request with such a fault. */
export function rejectBroken(origin: string, fault: Fault, response: ServerResponse): void {
  const requestId = randomUUID();
  const headers = {
    "X-Request-Id": requestId,
    "Content-Type": problemType,
    "Cache-Control": "no-store",
  };
  const allow = fault === "method_not_allowed" ? { Allow: methods.join(", ") } : {};
  response.writeHead(problems[fault].status, { ...headers, ...allow });
  response.end(JSON.stringify({ ...problemBody(origin, { kind: fault }), request_id: requestId }));
}

function forwarded(headers: IncomingHttpHeaders, what: "host" | "proto"): string | undefined {
  return headers[`x-forwarded-${what}`]?.toString();
}

/** `name`, `name:port` or `[IPv6]:port`. Proxies in a row make a list of them. */
function isHost(text: string): boolean {
  const match = hostName.exec(text.trim());
  return match !== null && Number(match[1] ?? 0) <= lastPort;
}

/** Whether every route can read it: line breaks and their like match no route's pattern. */
function isReadable(path: string): boolean {
  try {
    return !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}
