import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { problemBody, problemType } from "../api/problems/problem-response";
import { problems } from "../api/problems/problems";
import { requestIdHeader } from "./request-id";

type Fault = "method_not_allowed" | "invalid_request" | "not_found";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const hostName = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::(\d{1,5}))?$/i;
const lastPort = 65_535;

/**
 * Why a request can't be routed, or undefined if it can. Catches methods that `Request` doesn't
 * support, and invalid URLs and hosts, which would otherwise surface as our own errors. Misspelled
 * API, webhook and storefront paths are rejected too, because machine clients would otherwise get a
 * rendered 404 page.
 */
export function findFault({ method = "", url = "", headers }: IncomingMessage): Fault | undefined {
  if (!methods.includes(method)) return "method_not_allowed";
  const hosts = [headers.host ?? "", forwarded(headers, "host") ?? "localhost"].join(",");
  const protocol = forwarded(headers, "proto")?.split(",")[0]?.trim() ?? "http";
  if (!url.startsWith("/") || !hosts.split(",").every(isHost)) return "invalid_request";
  if (!["http", "https"].includes(protocol)) return "invalid_request";
  const path = url.split("?")[0] ?? "";
  if (!isReadable(path)) return "invalid_request";
  const exact = ["/api/", "/webhooks/", "/storefront/"].some((below) => path.startsWith(below));
  return isMachineAddress(path) && !exact ? "not_found" : undefined;
}

/**
 * Whether a path means `/api`, `/webhooks` or `/storefront`, even in capitals, escaped, or with
 * extra dots.
 */
function isMachineAddress(path: string): boolean {
  const { pathname } = new URL(`http://localhost${path}`);
  return /^\/+(api|webhooks|storefront)(\/|\.data$|$)/i.test(decodeURIComponent(pathname));
}

/** Sends the problem response for such a request. */
export function rejectBroken(origin: string, fault: Fault, response: ServerResponse): void {
  const requestId = randomUUID();
  const headers = {
    [requestIdHeader]: requestId,
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

/** `name`, `name:port` or `[IPv6]:port`. Several proxies in a row make it a list. */
function isHost(text: string): boolean {
  const match = hostName.exec(text.trim());
  return match !== null && Number(match[1] ?? 0) <= lastPort;
}

/**
 * Whether route patterns can match the path. They don't match line breaks and similar characters.
 */
function isReadable(path: string): boolean {
  try {
    return !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}
