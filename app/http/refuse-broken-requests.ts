import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";
import { problemBody, problemType } from "./api/problem-answer";
import { type ProblemCode, problems } from "./api/problems";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const hostName = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::(\d{1,5}))?$/i;
const lastPort = 65_535;

/**
 * Answers what no route could be asked: methods that the platform's Request does not know, addresses
 * and hosts that are none. They would end as errors of ours. Below `/api` also the framework's own
 * `.data` addresses, which have no meaning there.
 */
export function refuseBrokenRequests(origin: string): RequestHandler {
  return (request, response, next) => {
    const hosts = [request.get("Host") ?? "", request.get("X-Forwarded-Host") ?? "localhost"];
    const broken = findFault(request.method, request.originalUrl, hosts.join(","));
    const spoken = ["http", "https"].includes(request.protocol);
    const code = broken ?? (spoken ? undefined : "invalid_request");
    if (!code) return next();
    const requestId = randomUUID();
    response.status(problems[code].status).set("X-Request-Id", requestId).type(problemType);
    if (code === "method_not_allowed") response.set("Allow", methods.join(", "));
    response.send(
      JSON.stringify({ ...problemBody(origin, { kind: code }), request_id: requestId }),
    );
  };
}

function findFault(method: string, target: string, hosts: string): ProblemCode | undefined {
  if (!methods.includes(method)) return "method_not_allowed";
  if (!target.startsWith("/") || !hosts.split(",").every(isHost)) {
    return "invalid_request";
  }
  const path = target.split("?")[0] ?? "";
  if (!isReadable(path)) return "invalid_request";
  return path.startsWith("/api/") && path.endsWith(".data") ? "not_found" : undefined;
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
